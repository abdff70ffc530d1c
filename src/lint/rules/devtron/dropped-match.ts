import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { isMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { list } from '../../../values/quote.ts'
import { values, withFlags } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

export const droppedMatch: ValuesRule = {
  reads: 'values',
  code: 'DT017',
  title: 'A condition that the chart does not render',
  severity: 'error',
  why: 'Of each entry of match the chart writes uri.prefix and nothing else. exact and regex become an empty prefix, which matches every request; headers, method and the rest are dropped without a word.',
  evidence: 'templates/flagger.yaml, prefix: {{ .uri.prefix }}; recorded with helm template.',
  help: 'Leave the fix full-match on, or write uri.prefix alone.',
  bad: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        match:
          - uri:
              «exact»: /health
    `),
    ),
  good: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        match:
          - uri:
              prefix: /health
    `),
    ),
  check({ block, mends }) {
    if (mends('full-match')) return []
    return listAt(block, 'match').flatMap((item, i) => {
      if (!isMap(item)) return []
      const uri = mapAt(item, 'uri')
      const dropped = [
        ...Object.keys(item).flatMap(key => (key === 'uri' ? [] : pointer('flaggerCanary', 'match', i, key))),
        ...Object.keys(uri).flatMap(key => (key === 'prefix' ? [] : pointer('flaggerCanary', 'match', i, 'uri', key))),
      ]
      const [path] = dropped
      if (path === undefined) return []
      const names = dropped.map(each => each.slice(each.lastIndexOf('/') + 1))
      const left = uri['prefix'] === undefined ? 'an empty prefix, which matches everything' : 'uri.prefix alone'
      return [{ path, part: 'key', message: `the chart drops ${list(names)} and leaves ${left}` }]
    })
  },
}
