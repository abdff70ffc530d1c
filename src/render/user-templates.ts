import { compare, type Place, type Subject } from '../values/finding.ts'
import { isMap, type Json } from '../values/json.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import { nearest } from '../values/nearest.ts'
import { templateOf } from './kinds.ts'
import { builtIn, builtInNames } from './manifest.ts'
import { placeOf, type TemplateCode, type TemplateProblem } from './problem.ts'
import { readOutput } from './read-output.ts'
import { type ReleaseData, subjectIn, subjectOf } from './release-data.ts'
import { type Compiled, compile } from './template/compile.ts'
import type { Mark } from './template/paper.ts'
import { play } from './template/play.ts'
import type { Run, Template } from './template/run.ts'
import type { DataPath } from './template/scope.ts'
import type { Added, Rendered, TemplateFile, Templates } from './templates.ts'

/** What one template may do: enough for the largest release, little enough to come to an end. */
const bounds = { steps: 1_000_000, characters: 10_000_000 }

export function compileTemplates(files: TemplateFile[]): Templates {
  const own = new Map<string, Template & Compiled>()
  for (const { name, file, text } of files.filter(({ name }) => name.endsWith('.hbs')).sort(byName)) {
    own.set(name.slice(0, -'.hbs'.length), { file, ...compile(file, text) })
  }
  const added = [...own.keys()].filter(name => !builtIn(name) && !isPartial(name))
  return {
    problems: [
      ...[...own.values()].flatMap(template => problemsOf(template, own)),
      ...added.flatMap(name => misnamed(name, own)),
    ],
    renderManifest: (manifest, release) => renderManifest(manifest, release, own),
    renderAdded: release => added.map(name => renderAdded(name, release, own)),
  }
}

type Own = Map<string, Template & Compiled>

function byName(a: TemplateFile, b: TemplateFile): number {
  return compare(a.name, b.name)
}

/** A file or folder whose name begins with `_` is there to be called by others. */
function isPartial(name: string): boolean {
  return name.split('/').some(segment => segment.startsWith('_'))
}

function problemsOf({ file, problems, partials }: Template & Compiled, own: Own): TemplateProblem[] {
  const names = [...new Set([...own.keys(), ...builtInNames()])]
  const unknown = partials.filter(({ name }) => !own.has(name) && !builtIn(name))
  return [
    ...problems,
    ...unknown.map(({ name, at }): TemplateProblem => {
      const suggestion = nearest(name, names)
      const message = `there is no partial \`${name}\``
      const help = 'A partial is called by its path below the folder, without `.hbs`.'
      return { ...error('TP004', message, placeOf(file, at)), help, ...(suggestion !== undefined && { suggestion }) }
    }),
  ]
}

function misnamed(name: string, own: Own): TemplateProblem[] {
  const suggestion = nearest(name, builtInNames())
  const template = own.get(name)
  if (suggestion === undefined || !template) return []
  const message = `no built-in template is called \`${name}\`, so this one is rendered as a file of its own`
  return [{ ...error('TP010', message, placeOf(template.file, [1, 1, 1, 1])), severity: 'warning', suggestion }]
}

function error(code: TemplateCode, message: string, at: Place): TemplateProblem {
  return { code, severity: 'error', message, at, value: null }
}

function renderManifest(manifest: Manifest, release: ReleaseData | undefined, own: Own): Rendered {
  const name = templateOf(manifest)
  const output = render(name, manifest, release, own, path => subjectOf(manifest, release, path))
  if (!output.isOwn || output.problems.length > 0) return output
  const [document, ...more] = output.documents
  if (more.length === 0 && isSame(document, manifest)) return output
  const { kind, name: called } = refOf(manifest)
  const message = `the template has to give one document, the ${kind} \`${called}\``
  return { text: '', problems: [error('TP009', message, placeOf(output.file, [1, 1, 1, 1]))] }
}

function isSame(document: Json | undefined, manifest: Manifest): boolean {
  if (!isMap(document) || !isMap(document['metadata'])) return false
  return document['kind'] === manifest.kind && document['metadata']['name'] === manifest.metadata.name
}

function renderAdded(name: string, release: ReleaseData, own: Own): Added {
  const output = render(name, release, release, own, ({ path }) => subjectIn(release, path))
  return { name, ...output, documents: output.documents.filter(document => document !== null) }
}

interface Output extends Rendered {
  documents: Json[]
  file: string
  /** The user's text is part of it, so that it was read back. */
  isOwn: boolean
}

function render(
  name: string,
  root: unknown,
  release: ReleaseData | undefined,
  own: Own,
  subject: (path: DataPath) => Subject,
): Output {
  let isOwn = false
  const find = (called: string): Template | undefined => {
    const template = own.get(called)
    isOwn ||= template !== undefined
    return template ?? builtIn(called)
  }
  const template = find(name)
  if (!template) return { text: '', problems: [], documents: [], file: '', isOwn }
  const { file } = template
  const newRun = (): Run => ({
    ...{ find, root, release, subject, file },
    ...{ problems: [], depth: 0, budget: { ...bounds }, stopped: false },
  })
  const run = newRun()
  const text = play(template, run)
  if (run.problems.length > 0) return { text: '', problems: run.problems, documents: [], file, isOwn }
  if (!isOwn) return { text, problems: [], documents: [], file, isOwn }
  const { documents, fault } = readOutput(text)
  if (fault === null) return { text, problems: [], documents, file, isOwn }

  // Once more, to see which line of which template wrote what cannot be read.
  const marks: Mark[] = []
  play(template, newRun(), marks)
  const mark = marks.findLast(({ offset }) => offset <= fault.start)
  const line = mark?.line ?? 1
  const at = placeOf(mark?.file ?? file, [line, 1, line, 1])
  const problem = error('TP009', `what the template gives here is not YAML: ${fault.message}`, at)
  return {
    text: '',
    problems: [{ ...problem, help: `It is: ${lineAt(text, fault.start)}` }],
    documents: [],
    file,
    isOwn,
  }
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return text.slice(start, end < 0 ? undefined : end).trim()
}
