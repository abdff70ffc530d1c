import { type Engine, engineOf } from '../library/engine.ts'
import { lintLoaded } from '../library/lint.ts'
import { hasErrors, type Part } from '../library/outcome.ts'
import { eachOnce } from '../lint/repeats.ts'
import { byPlace } from '../values/finding.ts'
import type { Preview, Shelf } from '../web/preview.ts'
import { type Document, renderUnit } from './render-unit.ts'
import { rolloutRulesFor } from './rollout-rules.ts'
import { foresee, viewOf } from './timelines.ts'
import { nameOf, type Unit } from './unit.ts'

export interface Previewed extends Omit<Preview, 'linesOf'> {
  texts: ReadonlyMap<string, string>
  unreadable: boolean
  failed: boolean
}

/** Everything that serin has to say of one app: findings, rollouts, manifests.
 *
 * @throws InputError */
export async function previewOf(unit: Unit): Promise<Previewed> {
  const { inputs } = unit
  const all = await renderUnit({ ...unit, output: { ...unit.output, ...plain } }, ['authored', 'generated', 'changed'])
  const { loaded, texts, documents } = all
  const engine = engineOf(unit.output.engine, loaded)
  const linted = lintLoaded([[loaded]], inputs.refs, {}, await rolloutRulesFor([loaded]))
  const { foretold } = loaded.unreadable ? { foretold: [] } : await foresee(loaded, engine, {}, null)
  const findings = eachOnce([...linted, ...all.findings].sort(byPlace))
  return {
    name: nameOf(unit) || foretold.map(each => viewOf(each).name).join(', ') || 'serin',
    findings,
    texts,
    rollouts: foretold.map(viewOf).map(view => ({
      sections: [{ course: view.course(view.name), facts: view.facts() }],
      rows: [],
    })),
    shelves: Object.entries(titles[engine]).map(([part, title]) => ({
      title,
      documents: documents.filter(document => document.part === part).map(named),
    })),
    notes: all.notes,
    unreadable: loaded.unreadable,
    failed: hasErrors(findings),
  }
}

/** As it is printed, whatever the folder in Git is like. */
const plain = { only: 'all', 'output-format': 'yaml', delivery: 'none', generated: 'preview' } as const

/** In the order of the page. */
const titles: Record<Engine, Partial<Record<Part, string>>> = {
  flagger: { authored: 'For Git', generated: 'What Flagger creates', changed: 'What Flagger changes' },
  rollouts: { authored: 'For Git', changed: 'Before the first step' },
}

function named({ manifest, path, text }: Document): Shelf['documents'][number] {
  return { name: manifest ? `${manifest.kind} ${manifest.metadata.name}` : path, text }
}
