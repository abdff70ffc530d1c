import { mapAt } from '../../../devtron/fixes/access.ts'
import { isMap, type JsonMap } from '../../../values/json.ts'
import { dataOf } from '../../../values/manifest.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import { canary, manifests } from '../../example.ts'
import { mapsAt } from '../../read.ts'
import type { Hit, ReleaseRule } from '../../rule.ts'

const analysis = (condition: string) => `
  interval: 1m
  threshold: 5
  iterations: 10
  match:
    - headers:
        x-canary: {${condition}}
`

export const emptyMatch: ReleaseRule = {
  reads: 'release',
  code: 'IS025',
  title: 'A condition that is empty',
  severity: 'warning',
  why: 'Flagger leaves empty texts out when it writes routes. A header that is to be "" becomes one that only has to be there, whatever it says: far more requests meet the condition than were meant.',
  evidence: 'Flagger 1.44, StringMatch of pkg/apis/istio/v1beta1: exact, prefix and regex with omitempty.',
  help: 'Write what the text has to be, or {} for a header that only has to be there.',
  bad: () => manifests(canary({ analysis: analysis('exact: «""»') })),
  good: () => manifests(canary({ analysis: analysis('exact: insider') })),
  check({ prediction, release }) {
    const spec = mapAt(dataOf(prediction.stored ?? release.canary), 'spec')
    return (['service', 'analysis'] as const).flatMap(block =>
      mapsAt(mapAt(spec, block), 'match').flatMap((match, i) => inMatch(match, pointer('spec', block, 'match', i))),
    )
  },
}

function inMatch(match: JsonMap, path: Pointer): Hit[] {
  return ['headers', 'queryParams', 'withoutHeaders'].flatMap(field =>
    Object.entries(mapAt(match, field)).flatMap(([name, condition]) => {
      const key = ['exact', 'prefix', 'regex', 'suffix'].find(each => isMap(condition) && condition[each] === '')
      if (key === undefined) return []
      return {
        path: path + pointer(field, name, key),
        message: `an empty ${key} is left out: ${name} only has to be there`,
      }
    }),
  )
}
