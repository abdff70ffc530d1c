import type { Chapter } from '../timeline/show/html.ts'
import type { Finding } from '../values/finding.ts'

/** All that there is to show of one app in one environment. */
export interface Preview {
  name: string
  findings: readonly Finding[]
  linesOf: (file: string) => readonly string[] | null
  rollouts: readonly Chapter[]
  /** What is for Git, what the controller creates, what it changes. */
  shelves: readonly Shelf[]
  notes: readonly string[]
}

export interface Shelf {
  title: string
  documents: readonly { name: string; text: string }[]
}
