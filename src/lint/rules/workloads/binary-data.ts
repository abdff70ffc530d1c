import { mapAt } from '../../../devtron/fixes/access.ts'
import { primaryOf } from '../../../flagger/names.ts'
import { dataOf } from '../../../values/manifest.ts'
import { list } from '../../../values/quote.ts'
import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'
import { refIn } from '../../view/release.ts'

const mounted = 'volumes: [{name: logo, configMap: {name: shop-logo}}]'
const config = (key: string, annotations = '') => `
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: shop-logo, namespace: prod${annotations}}
  ${key}:
    logo.png: iVBORw0KGgo=
`

export const binaryData: ReleaseRule = {
  reads: 'release',
  code: 'WL008',
  title: 'Binary data that the primary does not get',
  severity: 'warning',
  why: 'Flagger copies the ConfigMaps of the target for the primary, with data alone: what stands in binaryData is not in the copy. The files are missing in the pods of the primary, or a variable keeps them from starting.',
  evidence: 'Flagger 1.44, pkg/canary/config_tracker.go, CreatePrimaryConfigs: `Data: config.Data`.',
  help: 'Move it into a Secret, which is copied whole, or annotate the ConfigMap with flagger.app/config-tracking: disabled.',
  bad: () => manifests(canary({}), deployment({ pod: mounted }), config('«binaryData»')),
  good: () =>
    manifests(
      canary({}),
      deployment({ pod: mounted }),
      config('binaryData', ', annotations: {flagger.app/config-tracking: disabled}'),
    ),
  check(view) {
    const copies = new Set(
      view.prediction.created.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name),
    )
    return view.objects.all('/ConfigMap', view.canary.namespace).flatMap(config => {
      const lost = Object.keys(mapAt(dataOf(config), 'binaryData'))
      if (lost.length === 0 || !copies.has(primaryOf(config.metadata.name))) return []
      const message = `ConfigMap ${primaryOf(config.metadata.name)}, the copy for the primary, lacks ${list(lost)}`
      return [{ object: refIn(view, config), path: '/binaryData', part: 'key' as const, message }]
    })
  },
}
