import type { Span } from '../course.ts'
import { color, type Tone } from './theme.ts'
import { element } from './xml.ts'

/** A sign in the row of marks: shape and colour say the same. */
export interface Sign {
  tone: Tone
  /** What the legend calls it. */
  meaning: string
  /** It may be left out where there is no room. */
  minor?: boolean
  draw: (x: number, y: number, stroke: string) => string
}

const size = 5

export const signs = {
  revision: {
    tone: 'ink',
    meaning: 'new revision',
    draw: (x, y, fill) => element('path', { d: `M${x} ${y - size}l${size} ${2 * size - 1}h${-2 * size}z`, fill }),
  },
  closedGate: {
    tone: 'wait',
    meaning: 'gate is closed',
    draw: (x, y, stroke) => element('path', { d: diamond(x, y), fill: 'none', stroke, 'stroke-width': 1.8 }),
  },
  openGate: {
    tone: 'good',
    meaning: 'gate opens',
    draw: (x, y, fill) => element('path', { d: diamond(x, y), fill }),
  },
  failed: {
    tone: 'bad',
    meaning: 'check fails',
    draw: (x, y, stroke) =>
      element('path', {
        d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`,
        stroke,
        'stroke-width': 2.2,
        'stroke-linecap': 'round',
      }),
  },
  pods: {
    tone: 'wait',
    meaning: 'pods are not ready',
    draw: (x, y, stroke) =>
      element('rect', { x: x - 4, y: y - 4, width: 8, height: 8, fill: 'none', stroke, 'stroke-width': 1.8 }),
  },
  objects: {
    tone: 'bad',
    meaning: 'Flagger gives up',
    draw: (x, y, fill) => element('rect', { x: x - 4, y: y - 4, width: 8, height: 8, fill }),
  },
  checked: {
    tone: 'good',
    meaning: 'check passes',
    minor: true,
    draw: (x, y, fill) => element('circle', { cx: x, cy: y, r: 2.4, fill }),
  },
} as const satisfies Record<string, Sign>

export type SignName = keyof typeof signs

function diamond(x: number, y: number): string {
  return `M${x} ${y - size - 1}l${size + 1} ${size + 1}l${-size - 1} ${size + 1}l${-size - 1} ${-size - 1}z`
}

/** The one sign that says most about a span. */
export function signOf({ marks, checked, opens }: Span): SignName | null {
  const has = (kind: string, outcome: string) => marks.some(mark => mark.kind === kind && mark.outcome === outcome)
  if (marks.some(({ outcome }) => outcome === 'waiting')) return 'closedGate'
  if (has('metric', 'failed') || has('hook', 'failed')) return 'failed'
  if (has('revision', 'passed')) return 'revision'
  if (has('objects', 'failed')) return 'objects'
  if (has('pods', 'failed')) return 'pods'
  if (opens) return 'openGate'
  return checked ? 'checked' : null
}

export function drawn(name: SignName, x: number, y: number): string {
  const { draw, tone } = signs[name]
  return draw(x, y, color(tone))
}
