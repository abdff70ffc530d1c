import type { Finding } from '../../values/finding.ts'

/** What reporters know beside the findings. */
export interface ReportContext {
  color: boolean
  /** Columns of the terminal, or how long a line may be. */
  width: number
  /** Sentences go on in the next line where a line is full: a terminal would cut them in the middle of a word. */
  wraps: boolean
  /** The lines of an input file, for code frames; null when there are none (`--set`, the chart's defaults). */
  linesOf: (file: string) => readonly string[] | null
  /** serin's own. */
  version: string
}

/** Findings, in the order in which they are printed, as one text that ends with a line break. */
export type Reporter = (findings: readonly Finding[], context: ReportContext) => string
