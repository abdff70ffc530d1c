/**
 * A request that shows how a rewrite spoils the path, or null when it does not: Istio replaces the matched prefix, so that
 * the slash between it and the rest is there twice, or not at all.
 */
export function badlyJoined(prefix: string, rewrite: string): { before: string; after: string } | null {
  if (prefix === '' || !rewrite.startsWith('/') || prefix.endsWith('/') === rewrite.endsWith('/')) return null
  const rest = prefix.endsWith('/') ? 'x' : '/x'
  return { before: prefix + rest, after: rewrite + rest }
}
