import { mapAt } from '../../../devtron/fixes/access.ts'
import { pointer } from '../../../values/pointer.ts'
import { values } from '../../example.ts'
import type { ValuesRule } from '../../rule.ts'

/** The chart writes these before the labels of the values, and the last one of a name counts. */
const identity = ['app', 'appId', 'envId', 'chart', 'release']
const places = [['appLabels'], ['flaggerCanary', 'labels'], ['flaggerCanary', 'createIstioGateway', 'labels']]

export const identityLabels: ValuesRule = {
  reads: 'values',
  code: 'DT033',
  title: 'A label that replaces one of Devtron',
  severity: 'warning',
  why: 'Devtron finds the objects of an app by the labels app, appId, envId, chart and release. A label of the values with one of these names wins over them, and the object is no longer found.',
  evidence:
    'templates/flagger.yaml: the labels of the values are written after those of the chart; recorded with helm template.',
  help: 'Choose another name for the label.',
  bad: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      labels:
        «release»: stable
  `),
  good: () =>
    values(`
    flaggerCanary:
      enabled: true
      serviceport: 80
      labels:
        channel: stable
  `),
  check({ data }) {
    return places.flatMap(place => {
      const labels = mapAt(data, ...place)
      return identity
        .filter(key => Object.hasOwn(labels, key))
        .map(key => ({
          path: pointer(...place, key),
          part: 'key',
          message: `the label ${key} replaces the one by which Devtron finds the object`,
        }))
    })
  },
}
