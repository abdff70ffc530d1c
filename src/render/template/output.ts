import type { Json } from '../../values/json.ts'
import { readYaml } from '../../values/yaml/index.ts'
import { builtIn } from '../manifest.ts'
import { placeOf, type TemplateProblem } from '../problem.ts'
import type { Mark } from './paper.ts'
import { play } from './play.ts'
import type { Run, Template } from './run.ts'

/** What one template may do: enough for the largest release, little enough to come to an end. */
const bounds = { steps: 1_000_000, characters: 10_000_000 }

export interface Output {
  /** Empty when there are problems. */
  text: string
  problems: TemplateProblem[]
  /** What the text reads as; null when no user's template had a part in it, so that nobody has to look. */
  documents: Json[] | null
  file: string
}

/** Renders a template, the user's own before the built-in of that name, and reads back what came of it. */
export function output(
  name: string,
  own: (name: string) => Template | undefined,
  data: Pick<Run, 'root' | 'release' | 'subject'>,
): Output {
  let isOwn = false
  const find = (called: string) => {
    const template = own(called)
    isOwn ||= template !== undefined
    return template ?? builtIn(called)
  }
  const template = find(name)
  if (!template) return { text: '', problems: [], documents: [], file: name }
  const { file } = template
  const newRun = (): Run => {
    const limits = { problems: [], depth: 0, budget: { ...bounds }, stopped: false }
    return { ...data, ...limits, find, file }
  }
  const run = newRun()
  const text = play(template, run)
  const { problems } = run
  if (problems.length > 0) return { text: '', problems, documents: [], file }
  if (!isOwn) return { text, problems, documents: null, file }
  const { documents, fault } = readYaml(text)
  if (fault === null) return { text, problems, documents, file }

  // Once more, to see which line of which template wrote what cannot be read.
  const marks: Mark[] = []
  play(template, newRun(), marks)
  const mark = marks.findLast(({ offset }) => offset <= fault.start)
  const line = mark?.line ?? 1
  const problem: TemplateProblem = {
    code: 'TP009',
    severity: 'error',
    message: `what this line gives is not YAML: ${fault.message}`,
    at: placeOf(mark?.file ?? file, [line, 1, line, 1]),
    value: null,
    help: `It gives \`${lineAt(text, fault.start)}\`.`,
  }
  return { text: '', problems: [problem], documents: [], file }
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return text.slice(start, end < 0 ? undefined : end).trim()
}
