import type { Row } from '../outlook/compare.ts'
import { type Course, lengthOf, type Span } from './course.ts'
import type { Fact } from './facts.ts'
import { svgCss, svgOf } from './picture/svg.ts'
import { themeCss } from './picture/theme.ts'
import { element, escaped } from './picture/xml.ts'
import { changeText, duration, exposureMeaning, inUnit, percent } from './words.ts'

/** A rollout, and what is to be known of it. */
export interface Section {
  course: Course
  facts: readonly Fact[]
}

/** A rollout, or two and what they are compared by. */
export interface Chapter {
  sections: readonly Section[]
  rows: readonly Row[]
}

/** One file with everything in it: nothing is loaded from anywhere. */
export function htmlOf(chapters: readonly Chapter[]): string {
  const title = chapters.flatMap(({ sections }) => sections.map(({ course }) => course.title)).join(' · ')
  const body = chapters.flatMap((chapter, index) => chapterOf(chapter, `timeline-${index + 1}`))
  return documentOf(title, body)
}

/** A page around markup; `css` adds to the look that all pages share. */
export function documentOf(title: string, body: readonly string[], css = ''): string {
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    element('title', {}, escaped(title)),
    element('style', {}, themeCss + svgCss + pageCss + css),
  ]
  return `<!doctype html>\n<html lang="en">\n<head>${head.join('\n')}</head>\n<body>\n${body.join('\n')}\n</body>\n</html>\n`
}

const pageCss = `
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 3rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif }
section { margin-bottom: 2.5rem }
svg, tr { break-inside: avoid }
h1 { font-size: 1.35rem; margin: 0 0 .75rem }
svg { display: block; max-width: 100%; height: auto; margin: 0 0 1rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--grid); vertical-align: top }
th { color: var(--quiet); font-weight: 600; white-space: nowrap }
td.number, th.number { text-align: right; white-space: nowrap }
.bad { color: var(--bad); font-weight: 600 }
.quiet { color: var(--quiet) }
details { margin-top: 1rem }
summary { cursor: pointer; color: var(--quiet) }
@media print { body { max-width: none; padding: 0 } details:not([open]) { display: none } }`

/** Pictures of rollouts that are compared end at the same time. `id` is the chapter's own in its page. */
export function chapterOf({ sections, rows }: Chapter, id: string): string[] {
  const until = Math.max(0, ...sections.map(({ course }) => lengthOf(course)))
  return [
    ...(rows.length > 0 ? [comparison(sections, rows)] : []),
    ...sections.map((section, index) => sectionOf(section, `${id}-${index + 1}`, until)),
  ]
}

function sectionOf({ course, facts }: Section, id: string, until: number): string {
  return element(
    'section',
    {},
    svgOf(course, { id, until, bare: true }),
    element('table', {}, ...facts.map(factRow)),
    element('details', {}, element('summary', {}, 'Tick by tick'), tickTable(course)),
  )
}

function factRow({ label, text, tone }: Fact): string {
  const cell = element('td', tone === 'bad' ? { class: 'bad' } : {}, escaped(text))
  return element('tr', {}, element('th', { scope: 'row' }, escaped(label)), cell)
}

function tickTable({ engine, spans }: Course): string {
  const heads = [engine === 'flagger' ? 'Tick' : 'Step', 'Time', 'Phase', 'Canary', 'What happens']
  const head = heads.map((name, index) => element('th', { scope: 'col', ...numeric(index) }, name))
  return element('table', {}, element('tr', {}, ...head), ...spans.map(tickRow))
}

function tickRow({ label, from, phase, share, copies, text, failed }: Span): string {
  const traffic = copies ? 'copies' : percent(share)
  const cells = [label, duration(from), phase, traffic, text]
  const row = cells.map((cell, index) =>
    element('td', index === 4 && failed ? { class: 'bad' } : numeric(index), escaped(cell)),
  )
  return element('tr', {}, ...row)
}

function numeric(column: number): { class?: string } {
  return column < 2 || column === 3 ? { class: 'number' } : {}
}

function comparison(sections: readonly Section[], rows: readonly Row[]): string {
  const names = sections.slice(0, 2).map(({ course }) => course.title)
  const head = ['', ...names, 'difference'].map((name, index) =>
    element('th', { scope: 'col', ...(index > 0 && { class: 'number' }) }, escaped(name)),
  )
  return element(
    'section',
    {},
    element('h1', {}, escaped(names.join(' and '))),
    element('table', {}, element('tr', {}, ...head), ...rows.map(comparisonRow)),
    element('p', { class: 'quiet' }, exposureMeaning),
  )
}

function comparisonRow({ label, unit, a, b, change }: Row): string {
  const cells = [inUnit(a, unit), inUnit(b, unit), changeText(change, unit)]
  const numbers = cells.map(cell => element('td', { class: 'number' }, escaped(cell)))
  return element('tr', {}, element('th', { scope: 'row' }, escaped(label)), ...numbers)
}
