import type { Change } from '../../values/finding.ts'
import { isMap, type Json } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { flow } from '../../values/quote.ts'

/** allowOrigin as allowOrigins, which means the same: Istio takes an origin for exact, and * for any. */
export function allowOriginsFix(cors: Pointer, origins: readonly Json[]): Change[] {
  return [
    { path: `${cors}/allowOrigin`, part: 'key', text: 'allowOrigins' },
    ...origins
      .map((origin, i) => ({ origin, path: `${cors}/allowOrigin${pointer(i)}` }))
      .filter(({ origin }) => !isMap(origin))
      .map(({ origin, path }) => ({ path, text: flow(origin === '*' ? { regex: '.*' } : { exact: origin }) })),
  ]
}
