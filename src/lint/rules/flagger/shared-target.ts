import { describeObject } from '../../../values/finding.ts'
import { canary, manifests } from '../../example.ts'
import { groupBy } from '../../group.ts'
import type { InputHit, InputRule } from '../../rule.ts'
import type { ReleaseView } from '../../view/release.ts'

const targetRef = (name: string) => `
  apiVersion: apps/v1
  kind: Deployment
  name: ${name}
`

export const sharedTarget: InputRule = {
  reads: 'input',
  code: 'FL141',
  title: 'Two Canaries for one workload',
  severity: 'error',
  why: 'Each of them makes the primary, the Services and the routes of the same name, scales the same Deployment to zero and up again, and undoes what the other does. Flagger only logs "Bad things will happen!".',
  evidence: 'Flagger 1.44, pkg/controller/scheduler.go, scheduleCanaries.',
  help: 'Keep one of them; if both are needed, give each a workload and a service.name of its own.',
  bad: () =>
    manifests(
      canary({ targetRef: targetRef('«shop»') }),
      canary({ name: 'shop-blue', targetRef: targetRef('«shop»') }),
    ),
  good: () =>
    manifests(
      canary({ targetRef: targetRef('shop') }),
      canary({ name: 'shop-blue', targetRef: targetRef('shop-blue') }),
    ),
  check({ releases }) {
    return [
      ...clashes(releases, targetOf, '/spec/targetRef/name', 'the target'),
      ...clashes(releases, apexOf, '/spec/service/name', 'the Service name'),
    ]
  },
}

function targetOf({ canary: { namespace }, spec: { targetRef } }: ReleaseView): string {
  return targetRef?.name ? `${targetRef.kind} ${namespace}/${targetRef.name}` : ''
}

function apexOf(view: ReleaseView): string {
  return view.service.name ? `Service ${view.canary.namespace}/${view.names.apex}` : ''
}

function clashes(
  releases: readonly ReleaseView[],
  key: (view: ReleaseView) => string,
  path: string,
  what: string,
): InputHit[] {
  return [...groupBy(releases, key)].flatMap(([name, group]) => {
    if (name === '' || group.length < 2) return []
    return group.map(of => {
      const others = group.filter(each => each !== of)
      return {
        of,
        path,
        message: `${name} is also ${what} of ${others.map(({ ref }) => describeObject(ref)).join(', ')}`,
        related: others.map(({ ref }) => ({ object: ref, path, message: 'here, too' })),
      }
    })
  })
}
