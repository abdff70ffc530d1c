import type { Course } from '../course.ts'
import { duration, percent } from '../words.ts'
import { frame, type Scale, timeLabels, yOf } from './scale.ts'
import { color } from './theme.ts'
import { element, escaped } from './xml.ts'

/** Shares from the bottom up, times from left to right. */
export function grid(scale: Scale): string {
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
export function parts({ parts: named }: Course, { spans }: Scale): string {
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

export function copiesPattern(id: string): string {
  return element(
    'pattern',
    { id: `${id}-copies`, width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('path', { d: 'M0 0V7', stroke: color('copies'), 'stroke-width': 3 }),
  )
}

/** Copies of requests are no share: nobody gets the canary's answers. */
export function copies({ spans }: Scale, id: string): string {
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

export function shares({ spans }: Scale): string {
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
