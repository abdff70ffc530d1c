import { compareMeasures, type Row } from '../outlook/compare.ts'
import { comparisonText } from './comparison.ts'
import { htmlOf } from './html.ts'
import { comparisonMarkdown, markdownOf } from './markdown.ts'
import { svgsOf } from './picture/svg.ts'
import { textOf } from './text.ts'
import type { View } from './view.ts'

/** A rollout, or two side by side. */
export interface Exhibit {
  view: View
  /** The rollout that it is compared with, and what the two are called. */
  other: { view: View; names: [string, string] } | null
}

export type Format = 'text' | 'json' | 'svg' | 'html' | 'markdown'

/** What a format makes of rollouts; `color` is for terminals. */
export function print(format: Format, exhibits: readonly Exhibit[], color: boolean): string {
  return printers[format](exhibits, color)
}

const printers: Record<Format, (exhibits: readonly Exhibit[], color: boolean) => string> = {
  text: (exhibits, color) => exhibits.map(each => textOfExhibit(each, color)).join('\n'),
  json: exhibits => `${JSON.stringify(jsonOfAll(exhibits), null, 2)}\n`,
  svg: exhibits => `${svgsOf(exhibits.flatMap(titled).map(({ view, title }) => view.course(title)))}\n`,
  html: exhibits => htmlOf(exhibits.map(pageOf)),
  markdown: exhibits => exhibits.map(markdownOfExhibit).join('\n'),
}

function titled({ view, other }: Exhibit): { view: View; title: string }[] {
  if (!other) return [{ view, title: view.name }]
  const [one, two] = other.names
  return [
    { view, title: one },
    { view: other.view, title: two },
  ]
}

function rowsOf({ view, other }: Exhibit): Row[] {
  return other ? compareMeasures(view.measures(), other.view.measures()) : []
}

function textOfExhibit(exhibit: Exhibit, color: boolean): string {
  const { other } = exhibit
  const charts = titled(exhibit).map(({ view, title }) => textOf(view.course(title), view.facts(), { color }))
  return [...(other ? [comparisonText(other.names, rowsOf(exhibit), { color })] : []), ...charts].join('\n')
}

function markdownOfExhibit(exhibit: Exhibit): string {
  const { other } = exhibit
  const charts = titled(exhibit).map(({ view, title }) => markdownOf(view.course(title), view.facts()))
  return [...(other ? [comparisonMarkdown(other.names, rowsOf(exhibit))] : []), ...charts].join('\n')
}

function pageOf(exhibit: Exhibit) {
  const sections = titled(exhibit).map(({ view, title }) => ({ course: view.course(title), facts: view.facts() }))
  return { sections, rows: rowsOf(exhibit) }
}

/** One rollout is printed as such, several under their names. */
function jsonOfAll(exhibits: readonly Exhibit[]): object {
  const [only, ...others] = exhibits
  if (only && others.length === 0) return jsonOfExhibit(only)
  return {
    timelines: exhibits.map(exhibit => ({
      object: `${exhibit.view.kind} ${exhibit.view.name}`,
      ...jsonOfExhibit(exhibit),
    })),
  }
}

function jsonOfExhibit(exhibit: Exhibit): object {
  const { view, other } = exhibit
  if (!other) return view.json()
  const measures = rowsOf(exhibit).map(({ measure, unit, a, b, change }) => ({ measure, unit, a, b, change }))
  return { ...view.json(), comparison: { names: other.names, measures, other: other.view.json() } }
}
