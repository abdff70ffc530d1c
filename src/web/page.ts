import { countBySeverity } from '../lint/config.ts'
import { codeFrame } from '../lint/report/frame.ts'
import { asides, at, summary } from '../lint/report/words.ts'
import { chapterOf, documentOf } from '../timeline/show/html.ts'
import { element, escaped } from '../timeline/show/picture/xml.ts'
import type { Finding } from '../values/finding.ts'
import type { Preview, Shelf } from './preview.ts'

/** Columns of the lines around a finding. */
const width = 100

/** The page as one file that loads nothing; `script` makes a served page come again when something has changed. */
export function pageOf(previews: readonly Preview[], script = ''): string {
  const title = previews.map(({ name }) => name).join(' · ')
  const body = previews.flatMap((preview, i) => previewOf(preview, `app-${i + 1}`))
  return documentOf(title, [...body, ...(script === '' ? [] : [element('script', {}, script)])], css)
}

/** The same for an input that cannot be read at all. */
export function messagePage(message: string, script: string): string {
  const body = [element('h1', {}, 'serin'), element('p', { class: 'bad' }, escaped(message))]
  return documentOf('serin', [...body, element('script', {}, script)], css)
}

const css = `
main { margin-bottom: 4rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
pre { margin: .25rem 0; padding: .5rem .75rem; overflow-x: auto; border: 1px solid var(--grid); border-radius: 4px;
  font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
article { margin: 0 0 1rem }
article p { margin: 0 }
.place { font-weight: 600; overflow-wrap: anywhere }
.error { color: var(--bad); font-weight: 600 }
.warning { color: var(--wait); font-weight: 600 }
.info { color: var(--canary); font-weight: 600 }
.shelf details { margin: 0; border-bottom: 1px solid var(--grid) }
.shelf summary { padding: .3rem 0; color: var(--ink) }
@media print { pre { white-space: pre-wrap } }`

function previewOf({ name, findings, linesOf, rollouts, shelves, notes }: Preview, id: string): string[] {
  const said = findings.length === 0 ? 'no findings' : summary(countBySeverity(findings))
  return [
    element(
      'main',
      {},
      element('h1', {}, escaped(name)),
      element('p', { class: 'quiet' }, escaped([said, ...notes].join(' · '))),
      ...(findings.length === 0
        ? []
        : [element('h2', {}, 'Findings'), ...findings.map(each => article(each, linesOf))]),
      ...(rollouts.length === 0 ? [] : [element('h2', {}, 'Rollout')]),
      ...rollouts.flatMap((chapter, i) => chapterOf(chapter, `${id}-${i + 1}`)),
      ...shelves.filter(({ documents }) => documents.length > 0).map(shelfOf),
    ),
  ]
}

function article(finding: Finding, linesOf: Preview['linesOf']): string {
  const { place, severity, message, code } = finding
  const lines = linesOf(place.file)
  const frame = lines ? codeFrame(lines, place, width) : []
  return element(
    'article',
    {},
    element(
      'p',
      {},
      element('span', { class: 'place' }, escaped(at(place))),
      ' ',
      element('span', { class: severity }, severity),
      ` ${escaped(message)} `,
      element('span', { class: 'quiet' }, escaped(`[${code}]`)),
    ),
    ...(frame.length > 0 ? [element('pre', {}, escaped(frame.join('\n')))] : []),
    ...asides(finding).map(aside => element('p', { class: 'quiet' }, escaped(aside))),
  )
}

function shelfOf({ title, documents }: Shelf): string {
  const shown = documents.map(({ name, text }) =>
    element('details', {}, element('summary', {}, escaped(name)), element('pre', {}, escaped(text))),
  )
  return element('section', { class: 'shelf' }, element('h2', {}, escaped(title)), ...shown)
}
