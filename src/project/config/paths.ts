import { isAbsolute, join, relative } from 'node:path'

/** A path of serin.yaml, as one would write it in the folder where serin runs: so it stands in messages. */
export function pathFrom(root: string, path: string): string {
  if (isAbsolute(path)) return path
  const from = join(relative(process.cwd(), root), path)
  // A hyphen alone would be stdin.
  return from === '-' ? './-' : from
}
