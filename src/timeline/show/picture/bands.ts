import { frame, type Placed, type Scale } from './scale.ts'
import { color, toneOf } from './theme.ts'
import { element, escaped } from './xml.ts'

/** A stretch of one phase. */
interface Band {
  phase: string
  x: number
  width: number
}

const letterWidth = 6.3

/** For where the whole name has no room. */
const shortNames: Record<string, string[]> = {
  Initializing: ['init'],
  Initialized: ['ready'],
  Waiting: ['wait'],
  WaitingPromotion: ['Waiting', 'wait'],
  Promoting: ['prom'],
  Finalising: ['fin'],
  Succeeded: ['✓'],
  Failed: ['✗'],
}

/** The phases, one after the other, with their names where there is room. */
export function bands({ spans }: Scale): string {
  return joined(spans).map(drawnBand).join('')
}

function joined(spans: readonly Placed[]): Band[] {
  const out: Band[] = []
  for (const { span, x, width } of spans) {
    const last = out.at(-1)
    if (last?.phase === span.phase) last.width = x + width - last.x
    else out.push({ phase: span.phase, x, width })
  }
  return out
}

function drawnBand({ phase, x, width }: Band): string {
  const { bandTop, bandBottom } = frame
  const tone = color(toneOf(phase))
  const height = bandBottom - bandTop
  const box = element('rect', {
    x: x + 0.5,
    y: bandTop,
    width: Math.max(0.5, width - 1),
    height,
    fill: tone,
    opacity: 0.3,
  })
  const edge = element('rect', {
    x: x + 0.5,
    y: bandBottom - 3,
    width: Math.max(0.5, width - 1),
    height: 3,
    fill: tone,
  })
  const name = [phase, ...(shortNames[phase] ?? [])].find(each => each.length * letterWidth <= width - 4)
  if (name === undefined) return box + edge
  const text = { x: x + width / 2, y: bandTop + 14, 'text-anchor': 'middle', class: 'small' }
  return box + edge + element('text', text, escaped(name))
}
