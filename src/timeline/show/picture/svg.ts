import { type Course, lengthOf } from '../course.ts'
import { duration, percent } from '../words.ts'
import { bands } from './bands.ts'
import { legend } from './legend.ts'
import { drawn, signOf, signs } from './marks.ts'
import { copies, copiesPattern, grid, parts, shares } from './plot.ts'
import { frame, type Placed, type Scale, scaleOf } from './scale.ts'
import { color, themeCss } from './theme.ts'
import { element, escaped } from './xml.ts'

export interface SvgOptions {
  /** Seconds that the time axis shows at least. */
  until?: number
  /** Makes the ids of several pictures on one page different. */
  id?: string
  /** The page has the style already. */
  bare?: boolean
  /** Where it is in a larger picture. */
  y?: number
}

export const svgCss = `
text { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: var(--ink) }
.title { font-size: 17px; font-weight: 600 }
.quiet { fill: var(--quiet) }
.small { font-size: 11px }
.span { fill: var(--ink); fill-opacity: 0 }
.span:hover { fill-opacity: .09 }
@media print { .span { display: none } }`

/** One picture, or several below each other that end at the same time. */
export function svgsOf(courses: readonly Course[]): string {
  const [only, ...others] = courses
  if (only && others.length === 0) return svgOf(only)
  const { width, height } = frame
  const until = Math.max(0, ...courses.map(lengthOf))
  const total = height * courses.length
  const pictures = courses.map((course, index) =>
    svgOf(course, { id: `timeline-${index + 1}`, until, bare: true, y: height * index }),
  )
  const box = { xmlns: namespace, viewBox: `0 0 ${width} ${total}`, width, height: total }
  return element('svg', box, element('style', {}, themeCss + svgCss), ...pictures)
}

const namespace = 'http://www.w3.org/2000/svg'

/** The canary's share over time, phases as bands below it, and marks for what has happened. */
export function svgOf(course: Course, { until, id = 'timeline', bare = false, y }: SvgOptions = {}): string {
  const scale = scaleOf(course, until)
  const { width, height } = frame
  return element(
    'svg',
    {
      xmlns: namespace,
      viewBox: `0 0 ${width} ${height}`,
      y,
      width: bare && y === undefined ? '100%' : width,
      height: bare && y === undefined ? undefined : height,
      role: 'img',
      'aria-labelledby': `${id}-title`,
    },
    element('title', { id: `${id}-title` }, escaped(`${course.title}: ${course.subtitle}`)),
    bare ? '' : element('style', {}, themeCss + svgCss),
    element('defs', {}, copiesPattern(id)),
    element('rect', { width, height, fill: color('paper') }),
    element('text', { x: 16, y: 28, class: 'title' }, escaped(course.title)),
    element('text', { x: 16, y: 47, class: 'quiet' }, escaped(course.subtitle)),
    grid(scale),
    parts(course, scale),
    copies(scale, id),
    shares(scale),
    bands(scale),
    signRow(scale),
    legend(course, id),
    hovers(course, scale),
  )
}

const roomForSign = 7

/** One sign for a span, in its middle; those of less weight only where they do not touch the one before. */
function signRow({ spans }: Scale): string {
  let end = 0
  return spans
    .map(({ span, x, width }) => {
      const name = signOf(span)
      const at = x + width / 2
      if (!name || (at - end < roomForSign && 'minor' in signs[name])) return ''
      end = at
      return drawn(name, at, frame.marksAt)
    })
    .join('')
}

/** The whole height of a span tells about it. */
function hovers({ engine }: Course, { spans }: Scale): string {
  const { plotTop, marksAt } = frame
  const rects = spans.map(placed => {
    const { x, width } = placed
    const area = { x, y: plotTop, width, height: marksAt - plotTop + 8, class: 'span' }
    return element('rect', area, element('title', {}, escaped(hoverText(placed, engine))))
  })
  return rects.join('')
}

function hoverText({ span }: Placed, engine: Course['engine']): string {
  const { label, from, phase, share, text, copies: mirrored } = span
  const unit = engine === 'flagger' ? 'tick' : 'step'
  const traffic = mirrored ? 'copies of the requests' : `${percent(share)} to the canary`
  return `${unit} ${label} · ${duration(from)} · ${phase} · ${traffic}\n${text}`
}
