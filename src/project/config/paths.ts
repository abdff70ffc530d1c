import { isAbsolute, join, relative } from 'node:path'

/** The way from the folder where serin runs to another, for `pathFrom`. */
export function wayTo(folder: string): string {
  return relative(process.cwd(), folder)
}

/** A path of serin.yaml, as one would write it in the folder where serin runs: so it stands in messages. */
export function pathFrom(way: string, path: string): string {
  if (isAbsolute(path)) return path
  const joined = join(way, path)
  // A hyphen alone would be stdin.
  return joined === '-' ? './-' : joined
}
