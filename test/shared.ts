import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Third-party files (CRDs, chart values, schemas) stay outside the repository. Tests that read them skip when the folder is
 * absent: `describe.skipIf(!shared('data/crds'))`.
 */
export function shared(path: string): string | null {
  const roots = [process.env['SERIN_SHARED'], '../shared', '../../shared'].filter(root => root !== undefined)
  return roots.map(root => join(root, path)).find(existsSync) ?? null
}
