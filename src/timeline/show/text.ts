import { wrap } from '../../values/wrap.ts'
import { chartLines, clip } from './chart.ts'
import type { Course } from './course.ts'
import type { Fact } from './facts.ts'
import { type Paint, paint, type Style } from './paint.ts'

export interface TextOptions {
  /** Columns. */
  width?: number
  color?: boolean
}

/** What is to be known, then the course of the rollout, for a terminal. */
export function textOf(
  course: Course,
  facts: readonly Fact[],
  { width = 80, color = false }: TextOptions = {},
): string {
  const painted = paint(color)
  return [
    painted(course.title, 'strong'),
    painted(course.subtitle, 'quiet'),
    '',
    ...facts.flatMap(fact => factLines(fact, width, painted)),
    '',
    ...chartLines(course, width, painted),
    '',
  ].join('\n')
}

const labelWidth = 16

function factLines({ label, text, tone }: Fact, width: number, painted: Paint): string[] {
  const style: Style = tone === 'bad' ? 'bad' : 'plain'
  return wrap(text, width - labelWidth).map((line, index) => {
    const head = (index === 0 ? clip(label, labelWidth - 2) : '').padEnd(labelWidth)
    return `${painted(head, 'quiet')}${painted(line, style)}`
  })
}
