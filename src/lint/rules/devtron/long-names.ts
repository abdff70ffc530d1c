import { primaryOf } from '../../../flagger/names.ts'
import type { Pointer } from '../../../values/pointer.ts'
import { values } from '../../example.ts'
import type { Hit, ValuesRule } from '../../rule.ts'
import type { ValuesView } from '../../view/values.ts'

const most = 63

export const longNames: ValuesRule = {
  reads: 'values',
  code: 'DT022',
  title: 'A name that leaves no room for -primary',
  severity: 'error',
  why: 'Flagger appends -primary to the name of the Deployment for a Service, and to its selector label for the pods. Both may have 63 characters, so that the names of the chart may have 55. A name that was cut at 63 can also end in a dash, which no object may.',
  evidence: 'templates/_helpers.tpl of the chart; Kubernetes 1.34, names of Services (RFC 1035) and values of labels.',
  help: 'Set fullnameOverride or nameOverride to something shorter.',
  bad: () =>
    values(`
    fullnameOverride: «shop-checkout-service-for-the-whole-of-europe-production-eu1»
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  good: () =>
    values(`
    fullnameOverride: shop-checkout-eu
    flaggerCanary:
      enabled: true
      serviceport: 80
  `),
  check(view) {
    if (!view.names) return []
    const { fullname } = view.names
    const label = view.options.settings.selectorLabels
      .map(key => view.matchLabels()[key])
      .find(value => value !== undefined)
    return [
      ...endsInDash(view, fullname),
      ...tooLong(fullname, 'Service', sourceOf(view, 'fullnameOverride')),
      ...(label === fullname ? [] : tooLong(String(label ?? ''), 'label', sourceOf(view, 'nameOverride'))),
    ]
  },
}

/** The name's own key, or the block: a name can come from the release or the app, which are no values. */
function sourceOf({ data }: ValuesView, key: string): Pointer {
  const written = ['fullnameOverride', 'nameOverride'].filter(each => each === key || key === 'fullnameOverride')
  const found = written.find(each => typeof data[each] === 'string' && data[each] !== '')
  return found === undefined ? '/flaggerCanary' : `/${found}`
}

function endsInDash(view: ValuesView, fullname: string): Hit[] {
  if (!fullname.endsWith('-')) return []
  return [
    {
      path: sourceOf(view, 'fullnameOverride'),
      message: `the Deployment would be called ${fullname}, with a dash at the end`,
    },
  ]
}

function tooLong(name: string, what: 'Service' | 'label', path: Pointer): Hit[] {
  const primary = primaryOf(name)
  if (primary.length <= most) return []
  const whose = what === 'Service' ? 'the name of the primary Service' : 'the selector label of the primary'
  return [
    { path, ...atBlock(path), message: `${whose}, ${primary}, has ${primary.length} characters; ${most} are allowed` },
  ]
}

function atBlock(path: Pointer): Partial<Hit> {
  return path === '/flaggerCanary'
    ? {
        part: 'key',
        help: 'The name comes from the app and the release; set fullnameOverride or nameOverride to something shorter.',
      }
    : {}
}
