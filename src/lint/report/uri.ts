/** A path as reporters write it: with slashes, and without `./` at the beginning. */
export function slashed(file: string): string {
  return file.replaceAll('\\', '/').replace(/^(\.\/)+/, '')
}

/** A path as a URI: relative to the folder in which serin ran, or a file URI. */
export function uriOf(file: string): string {
  const path = slashed(file)
  const uri = path.split('/').map(encodeURIComponent).join('/')
  if (/^[A-Za-z]:\//.test(path)) return `file:///${uri.replace('%3A', ':')}`
  return path.startsWith('/') ? `file://${uri}` : uri
}
