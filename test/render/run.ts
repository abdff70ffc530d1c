import type { TemplateProblem } from '../../src/render/problem.ts'
import { compile } from '../../src/render/template/compile.ts'
import { play } from '../../src/render/template/play.ts'
import type { Run } from '../../src/render/template/run.ts'

/** Renders a template of a test with its partials. */
export function render(
  text: string,
  data: unknown,
  partials: Record<string, string> = {},
): { text: string; problems: TemplateProblem[] } {
  const main = compile('test.hbs', text)
  const run: Run = {
    find: name => {
      const partial = partials[name]
      return partial === undefined ? undefined : { file: `${name}.hbs`, plan: compile(`${name}.hbs`, partial).plan }
    },
    root: data,
    release: undefined,
    subject: ({ path }) => ({ object: null, path }),
    problems: [...main.problems],
    file: 'test.hbs',
    depth: 0,
    budget: { steps: 100_000, characters: 1_000_000 },
    stopped: false,
  }
  const out = main.problems.length > 0 ? '' : play({ file: 'test.hbs', plan: main.plan }, run)
  return { text: out, problems: run.problems }
}
