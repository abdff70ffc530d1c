import { version } from '#build/version.js'

/** What to say when serin itself is at fault: what to report, without the user's values. */
export function reportFault(error: unknown, words: readonly string[]): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    'serin: internal fault. This is a bug in serin, not in your input. Please report it with these lines:',
    `  serin ${version}, Node ${process.version}, ${process.platform} ${process.arch}`,
    `  serin ${words.map(word => word.split('=')[0]).join(' ')}`,
    ...what.split('\n').map(line => `  ${line}`),
    '',
  ].join('\n')
}
