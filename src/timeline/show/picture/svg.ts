import { type Course, lengthOf } from '../course.ts'
import { duration, percent } from '../words.ts'
import { bands } from './bands.ts'
import { legend } from './legend.ts'
import { drawn, signOf, signs } from './marks.ts'
import { frame, type Placed, type Scale, scaleOf, timeLabels, yOf } from './scale.ts'
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

function grid(scale: Scale): string {
  const { left, right, plotTop, plotBottom, axisAt } = frame
  const rows = [0, 0.25, 0.5, 0.75, 1].map(share => {
    const y = yOf(share)
    const line = element('path', { d: `M${left} ${y}H${right}`, stroke: color('grid'), 'stroke-width': 1 })
    return line + element('text', { x: left - 8, y: y + 4, 'text-anchor': 'end', class: 'quiet small' }, percent(share))
  })
  const times = timeLabels(scale).map(seconds => {
    const x = scale.x(seconds)
    const tick = element('path', {
      d: `M${x} ${plotTop}V${plotBottom}`,
      stroke: color('grid'),
      'stroke-dasharray': '1 5',
    })
    return tick + element('text', { x, y: axisAt, 'text-anchor': 'middle', class: 'quiet small' }, duration(seconds))
  })
  return [...rows, ...times].join('')
}

const letterWidth = 6.4

/** Where a part begins, and its name above it as far as it fits. */
function parts({ parts: named }: Course, { spans }: Scale): string {
  return named
    .map(({ title, from, to }) => {
      const first = spans[from - 1]
      const last = spans[to - 1]
      if (!first || !last) return ''
      const room = Math.floor((last.x + last.width - first.x - 8) / letterWidth)
      const text = title.length <= room ? title : `${title.slice(0, Math.max(0, room - 1))}…`
      const line = { d: `M${first.x} ${frame.plotTop - 16}V${frame.bandBottom}`, stroke: color('quiet') }
      return (
        element('path', { ...line, 'stroke-dasharray': '2 3' }) +
        (room > 3 ? element('text', { x: first.x + 5, y: frame.plotTop - 8, class: 'small' }, escaped(text)) : '')
      )
    })
    .join('')
}

function copiesPattern(id: string): string {
  return element(
    'pattern',
    { id: `${id}-copies`, width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('path', { d: 'M0 0V7', stroke: color('copies'), 'stroke-width': 3 }),
  )
}

/** Copies of requests are no share: nobody gets the canary's answers. */
function copies({ spans }: Scale, id: string): string {
  const { plotTop, plotBottom } = frame
  const rects = spans.filter(({ span }) => span.copies)
  return rects
    .map(({ x, width }) =>
      element('rect', {
        x,
        y: plotTop,
        width,
        height: plotBottom - plotTop,
        fill: `url(#${id}-copies)`,
        opacity: 0.45,
      }),
    )
    .join('')
}

function shares({ spans }: Scale): string {
  const [first] = spans
  const last = spans.at(-1)
  if (!first || !last) return ''
  const path = spans.map(({ span, x, width }) => `L${x} ${yOf(span.share)}H${x + width}`).join('')
  const line = `M${path.slice(1)}`
  const area = `M${first.x} ${frame.plotBottom}${path}V${frame.plotBottom}Z`
  return (
    element('path', { d: area, fill: color('canaryFill') }) +
    element('path', { d: line, fill: 'none', stroke: color('canary'), 'stroke-width': 2.2, 'stroke-linejoin': 'round' })
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
