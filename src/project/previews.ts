import { engineOf } from '../library/engine.ts'
import { lintLoaded } from '../library/lint.ts'
import { hasErrors } from '../library/outcome.ts'
import { stagesView, timelineView, type View } from '../timeline/show/view.ts'
import { byPlace, type Finding } from '../values/finding.ts'
import type { Preview, Shelf } from '../web/preview.ts'
import { renderUnit } from './render-unit.ts'
import { type Foretold, foresee } from './timelines.ts'
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
  const all = await renderUnit(withOnly(unit, 'authored'))
  const { loaded, texts } = all
  const engine = engineOf(unit.output.engine, loaded)
  const rolloutRules = loaded.rollouts ? (await import('../lint/rollouts.ts')).rolloutFindings : null
  const linted = lintLoaded([[loaded]], inputs.refs, {}, rolloutRules)
  const { foretold } = loaded.unreadable ? { foretold: [] } : await foresee(loaded, engine, {}, null)
  const findings = together(linted, all.findings)
  return {
    name: nameOf(unit) || foretold.map(each => viewOf(each).name).join(', ') || 'serin',
    findings,
    texts,
    rollouts: foretold.map(viewOf).map(view => ({
      sections: [{ course: view.course(view.name), facts: view.facts() }],
      rows: [],
    })),
    shelves: [
      { title: 'For Git', documents: named(all.documents) },
      ...(engine === 'rollouts' ? [] : [await shelfOf(unit, 'generated', 'What Flagger creates')]),
      await shelfOf(unit, 'changed', engine === 'rollouts' ? 'Before the first step' : 'What Flagger changes'),
    ],
    notes: all.notes,
    unreadable: loaded.unreadable,
    failed: hasErrors(findings),
  }
}

function viewOf(each: Foretold): View {
  return each.engine === 'flagger' ? timelineView(each.timeline, each.verdict) : stagesView(each.outlook, each.name)
}

/** What rendering finds and lint does too is told once. */
function together(linted: readonly Finding[], rendered: readonly Finding[]): Finding[] {
  const idOf = ({ code, place, path }: Finding) => `${code} ${place.file}:${place.line}:${place.column} ${path}`
  const known = new Set(linted.map(idOf))
  return [...linted, ...rendered.filter(finding => !known.has(idOf(finding)))].sort(byPlace)
}

async function shelfOf(unit: Unit, only: 'generated' | 'changed', title: string): Promise<Shelf> {
  const { documents } = await renderUnit(withOnly(unit, only))
  return { title, documents: named(documents) }
}

function withOnly(unit: Unit, only: Unit['output']['only']): Unit {
  return { ...unit, output: { ...unit.output, only, 'output-format': 'yaml', delivery: 'none', generated: 'preview' } }
}

function named(documents: Awaited<ReturnType<typeof renderUnit>>['documents']): Shelf['documents'] {
  return documents.map(({ manifest, path, text }) => ({
    name: manifest ? `${manifest.kind} ${manifest.metadata.name}` : path,
    text,
  }))
}
