import type { Course, Span } from '../course.ts'

/** Where things are in a picture, in pixels. */
export interface Frame {
  width: number
  left: number
  right: number
  plotTop: number
  plotBottom: number
  bandTop: number
  bandBottom: number
  marksAt: number
  axisAt: number
  legendAt: number
  height: number
}

export const frame: Frame = {
  width: 960,
  left: 52,
  right: 940,
  plotTop: 82,
  plotBottom: 282,
  bandTop: 290,
  bandBottom: 312,
  marksAt: 328,
  axisAt: 356,
  legendAt: 384,
  height: 412,
}

/** A span with its place. */
export interface Placed {
  span: Span
  /** 1 is the first. */
  index: number
  x: number
  width: number
}

export interface Scale {
  spans: Placed[]
  x: (seconds: number) => number
  /** Of the time axis, in seconds. */
  from: number
  to: number
}

/** A span that nobody knows the length of is drawn as long as a tenth of the known rest. */
const openPart = 10

/** `until` makes pictures of different rollouts comparable: they all end there. */
export function scaleOf({ spans }: Course, until?: number): Scale {
  const from = spans[0]?.from ?? 0
  const known = Math.max(1, (spans.at(-1)?.to ?? 0) - from)
  const openWidth = known / openPart
  const opens = spans.filter(({ open }) => open).length
  const to = Math.max(from + known + opens * openWidth, from + (until ?? 0))
  const perSecond = (frame.right - frame.left) / (to - from)
  const x = (seconds: number) => frame.left + (seconds - from) * perSecond
  let shift = 0
  const placed = spans.map((span, index): Placed => {
    const start = x(span.from + shift)
    if (span.open) shift += openWidth
    return { span, index: index + 1, x: start, width: x(span.to + shift) - start }
  })
  return { spans: placed, x, from, to }
}

export function yOf(share: number): number {
  return frame.plotBottom - share * (frame.plotBottom - frame.plotTop)
}

const steps = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]
const mostLabels = 12

/** The seconds that the time axis is labelled at. */
export function timeLabels({ from, to }: Scale): number[] {
  const step =
    steps.find(each => (to - from) / each <= mostLabels) ?? Math.ceil((to - from) / mostLabels / 86_400) * 86_400
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step)
}
