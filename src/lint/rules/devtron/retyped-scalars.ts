import { listAt, mapAt } from '../../../devtron/fixes/access.ts'
import { print, truthy } from '../../../devtron/go.ts'
import { type Json, sameData, typeName } from '../../../values/json.ts'
import { type Pointer, pointer, valueAt } from '../../../values/pointer.ts'
import { quote } from '../../../values/quote.ts'
import { readYaml } from '../../../values/yaml/index.ts'
import { values, withFlags } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'

/** Texts that the chart puts into its YAML without quotes. */
const unquoted: Pointer[] = ['appProtocol', 'rewriteUri', 'timeout', 'loadtest/url', 'analysis/interval'].map(
  key => `/flaggerCanary/${key}`,
)
const secretName = '/flaggerCanary/createIstioGateway/tls/secretName'

export const retypedScalars: ValuesRule = {
  reads: 'values',
  code: 'DT038',
  title: 'A text that becomes something else in the chart',
  severity: 'warning',
  worst: 'error',
  why: 'The chart puts texts in without quotes, and YAML reads them anew: "on" becomes true, "0400" becomes 256, "/a #b" ends at the blank, "*" is no YAML at all. The result is refused, or silently another value.',
  evidence: 'templates/flagger.yaml; go-yaml v2, resolve.go; recorded with helm template.',
  help: 'Leave the fix keep-types on, or choose a text that reads back as it is.',
  bad: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        createIstioGateway:
          enabled: true
          host: shop.example.com
          tls:
            enabled: true
            secretName: «"0400"»
    `),
    ),
  good: () =>
    withFlags(
      '--compat',
      values(`
      flaggerCanary:
        enabled: true
        serviceport: 80
        createIstioGateway:
          enabled: true
          host: shop.example.com
          tls:
            enabled: true
            secretName: shop-tls
    `),
    ),
  check(view) {
    if (view.mends('keep-types')) return []
    return [
      ...printed(view),
      ...listAt(view.block, 'addOtherGateways').flatMap((_, i) => at('addOtherGateways', i)),
    ].flatMap(path => hitAt(path, valueAt(view.data, path), view))
  },
}

function printed({ gateway }: ValuesView): Pointer[] {
  const hasSecret = truthy(gateway['enabled']) && truthy(mapAt(gateway, 'tls')['enabled'])
  return hasSecret ? [...unquoted, secretName] : unquoted
}

function at(key: string, i: number): Pointer {
  return pointer('flaggerCanary', key, i)
}

function hitAt(path: Pointer, value: Json | undefined, { mends }: ValuesView): Hit[] {
  if (value === undefined || value === null || value === '') return []
  if (typeof value !== 'string') {
    const isName = typeName(value) === 'map' && !mends('gateway-names') && path.includes('/addOtherGateways/')
    return isName
      ? [{ path, severity: 'error', message: `the chart prints this map as the text ${quote(print(value))}` }]
      : []
  }
  const { documents } = readYaml(`_: ${value}`)
  const read = documents ? valueAt(documents[0], '/_') : undefined
  if (sameData(read, value)) return []
  const outcome = read === undefined ? 'is no YAML any more' : `becomes ${quote(read)}`
  return [
    { path, ...(read === undefined && { severity: 'error' }), message: `${quote(value)} without quotes ${outcome}` },
  ]
}
