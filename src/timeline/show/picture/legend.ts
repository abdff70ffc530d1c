import type { Course } from '../course.ts'
import { drawn, type SignName, signOf, signs } from './marks.ts'
import { frame } from './scale.ts'
import { color } from './theme.ts'
import { element } from './xml.ts'

const letterWidth = 6
const gap = 26
const lineHeight = 18

/** What line, pattern and signs mean, of those that there are. */
export function legend({ spans }: Course, id: string): string {
  const used = new Set(spans.flatMap(span => signOf(span) ?? []))
  const entries: { text: string; draw: (x: number, y: number) => string }[] = [
    { text: 'requests answered by the canary', draw: line },
    ...(spans.some(({ copies }) => copies) ? [{ text: 'copies of requests', draw: hatched(id) }] : []),
    ...(Object.keys(signs) as SignName[])
      .filter(name => used.has(name))
      .map(name => ({ text: signs[name].meaning, draw: (x: number, y: number) => drawn(name, x, y) })),
  ]
  let x = frame.left + 8
  let y = frame.legendAt
  return entries
    .map(({ text, draw }) => {
      const width = 12 + text.length * letterWidth
      if (x + width > frame.right) {
        x = frame.left + 8
        y += lineHeight
      }
      const at = x
      x += width + gap
      return draw(at, y - 4) + element('text', { x: at + 12, y, class: 'quiet small' }, text)
    })
    .join('')
}

function line(x: number, y: number): string {
  return element('path', { d: `M${x - 8} ${y}h15`, stroke: color('canary'), 'stroke-width': 2.4 })
}

function hatched(id: string): (x: number, y: number) => string {
  return (x, y) =>
    element('rect', { x: x - 8, y: y - 6, width: 15, height: 12, fill: `url(#${id}-copies)`, opacity: 0.6 })
}
