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
  return wrapped(text, width - labelWidth).map((line, index) => {
    const head = (index === 0 ? clip(label, labelWidth - 2) : '').padEnd(labelWidth)
    return `${painted(head, 'quiet')}${painted(line, style)}`
  })
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
