import { compare } from '../../../values/finding.ts'
import { type Example, values, withFlags } from '../../example.ts'
import { groupBy } from '../../group.ts'
import type { InputHit, InputRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'

const shop = `
  flaggerCanary:
    enabled: true
    serviceport: 80
`

export const sameAppTwice: InputRule = {
  reads: 'input',
  code: 'DT037',
  title: 'Two environments of one app in one namespace',
  severity: 'warning',
  why: 'The label app is the name of the app without its environment. Two environments in one namespace have the same one, Flagger makes <app>-primary of both, and the Services of each select the pods of both: traffic of one environment reaches the other.',
  evidence: 'templates/_helpers.tpl of the chart; Flagger 1.44, pkg/router/kubernetes_default.go, selectors.',
  help: 'Give each environment a namespace of its own, or set nameOverride in one of them.',
  bad: (): Example => ({
    ...withFlags(
      '--release shop-prod',
      values(`
      «flaggerCanary»:
        enabled: true
        serviceport: 80
    `),
    ),
    beside: withFlags('--release shop-dev', values(shop)),
  }),
  good: (): Example => ({
    ...withFlags(
      '--release shop-prod',
      values(`
      nameOverride: shop-prod
      flaggerCanary:
        enabled: true
        serviceport: 80
    `),
    ),
    beside: withFlags('--release shop-dev', values(shop)),
  }),
  check({ values: all }) {
    const byLabel = groupBy(
      all.filter(({ isOn, names }) => isOn && names),
      labelIn,
    )
    return [...byLabel.values()].flatMap(group => {
      const releases = [...new Set(group.map(({ options }) => options.identity.release))].sort(compare)
      return releases.length < 2 ? [] : group.map(view => hit(view, releases))
    })
  },
}

function labelIn({ names, options, matchLabels }: ValuesView): string {
  const label = options.settings.selectorLabels.map(key => matchLabels()[key]).find(value => value !== undefined)
  return `${options.identity.namespace}/${String(label ?? names?.name)}`
}

function hit(of: ValuesView, releases: string[]): InputHit {
  const others = releases.filter(release => release !== of.options.identity.release)
  const label = labelIn(of).split('/')[1]
  return {
    of,
    path: '/flaggerCanary',
    part: 'key',
    message: `${others.join(', ')} in namespace ${of.options.identity.namespace} also selects its pods by app=${label}`,
  }
}
