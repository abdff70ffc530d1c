import { truthy } from '../../../devtron/go.ts'
import { dotted, valueAt } from '../../../values/pointer.ts'
import { flow, quote } from '../../../values/quote.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'
import { nullsIn } from './nulls.ts'

/** What switches off what null does not. */
const off: Record<string, string> = {
  '/flaggerCanary/retries': 'false',
  '/flaggerCanary/rewriteUri': '""',
  '/flaggerCanary/match': '[]',
  '/flaggerCanary/portDiscovery': 'false',
  '/flaggerCanary/loadtest': '{enabled: false}',
  '/flaggerCanary/loadtest/enabled': 'false',
}

export const nullRestoresDefault: ValuesRule = {
  reads: 'values',
  code: 'DT004',
  title: 'Null brings the default of the chart back',
  severity: 'warning',
  why: 'Devtron takes every null out of the values before Helm sees them, and Helm then fills in the default of the chart. `retries: null`, which stands in the values that Devtron shows in its editor, ends up as three retries.',
  evidence:
    'devtron-labs/devtron, ManifestCreationService.go, which merges with jsonpatch.MergePatch; values.yaml of the chart; recorded with helm template.',
  help: 'Write the value that you want, or leave the key out to say that the default is meant.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      retries: «null»
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      retries: false
  `),
  check({ values: { layers, nullSemantics }, data }) {
    if (nullSemantics !== 'devtron') return []
    return nullsIn(layers, 'flaggerCanary').flatMap(path => {
      const restored = valueAt(data, path)
      if (restored === undefined || !truthy(restored)) return []
      const none = off[path]
      return {
        path,
        message: `${dotted(path)} is null, and so becomes the default of the chart: ${quote(restored)}`,
        help: none
          ? `Write ${none} to have none, or leave the key out.`
          : `Leave the key out, or write ${flow(restored)} to say that it is meant.`,
      }
    })
  },
}
