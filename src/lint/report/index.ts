import { reportGithub } from './github.ts'
import { reportGitlab } from './gitlab.ts'
import { reportJson } from './json.ts'
import { reportJunit } from './junit.ts'
import { reportMarkdown } from './markdown.ts'
import type { Reporter } from './report.ts'
import { reportSarif } from './sarif.ts'
import { reportText } from './text.ts'

export const reporters = {
  text: reportText,
  json: reportJson,
  sarif: reportSarif,
  junit: reportJunit,
  github: reportGithub,
  gitlab: reportGitlab,
  markdown: reportMarkdown,
} as const satisfies Record<string, Reporter>

export type Format = keyof typeof reporters
export const formats = Object.keys(reporters) as Format[]
