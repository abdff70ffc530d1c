import type { Manifest } from '../../values/manifest.ts'
import { escapeSegment } from '../../values/pointer.ts'
import { managedByAnnotation, podHashLabel } from '../names.ts'
import { identify } from '../problem.ts'
import type { Service } from '../read.ts'
import type { Rollout } from '../rollout.ts'
import { type Fault, quote } from './fault.ts'

/** A Service as Rollouts of the same input use it. */
export interface UsedService {
  manifest: Manifest
  service: Service
  /** Where the Rollout names it; null when only an annotation says that it is used. */
  path: string | null
  /** Name of the Rollout that uses it. */
  rollout: string
}

/**
 * Which Rollout uses a Service, and as what: the last one that names it wins. Namespaces are not compared
 * (Argo Rollouts 1.10, cmd/lint setServiceTypeAndManagedAnnotation).
 */
export function usesOf(
  services: { manifest: Manifest; service: Service }[],
  rollouts: readonly Rollout[],
): UsedService[] {
  return services.map(({ manifest, service }) => {
    const use: UsedService = {
      manifest,
      service,
      path: null,
      rollout: service.metadata.annotations?.[managedByAnnotation] ?? '',
    }
    for (const rollout of rollouts) {
      for (const [path, name] of named(rollout)) {
        if (name !== (service.metadata.name ?? '')) continue
        use.path = path
        use.rollout = rollout.metadata.name ?? ''
      }
    }
    return use
  })
}

function named({ spec: { strategy: { canary, blueGreen } = {} } }: Rollout): [string, string][] {
  const names: [string, string][] = []
  if (canary) {
    names.push(
      ['canary/canaryService', canary.canaryService ?? ''],
      ['canary/stableService', canary.stableService ?? ''],
    )
    const { pingPong } = canary
    if (pingPong) {
      names.push(
        ['canary/pingPong/pingService', pingPong.pingService ?? ''],
        ['canary/pingPong/pongService', pingPong.pongService ?? ''],
      )
    }
  }
  if (blueGreen) {
    const { activeService = '', previewService = '' } = blueGreen
    names.push(['blueGreen/activeService', activeService], ['blueGreen/previewService', previewService])
  }
  return names
}

/**
 * Every label that a Service selects by must be on the pods (pkg/apis/rollouts/validation ValidateService). The linter does not
 * look into the workload of a workloadRef; when it is among the objects, serin does.
 */
export function serviceFaults({ manifest, service, path }: UsedService, pods: PodLabels): Fault[] {
  if (path === null) return []
  const selector = Object.entries(service.spec?.selector ?? {}).filter(([key]) => key !== podHashLabel)
  const name = quote(service.metadata.name)
  return selector.flatMap(([key, value]): Fault[] => {
    const found = Object.hasOwn(pods.labels, key) ? pods.labels[key] : undefined
    if (found === value) return []
    const actual = found === undefined ? 'the pods do not have that label' : `on the pods it is ${quote(found)}`
    const related = [
      { object: identify(manifest), path: `/spec/selector/${escapeSegment(key)}`, message: 'the selector' },
    ]
    return [
      {
        code: 'RO040',
        path: `/spec/strategy/${path}`,
        message: `Service ${name} selects ${key}: ${value}, and ${actual}`,
        ...(pods.unknown && {
          help: 'The labels are those of the workload that workloadRef names; give it as input too.',
        }),
        related,
      },
    ]
  })
}

/** Labels of a Rollout's pods; `unknown` when they are those of a workload that nobody gave. */
export interface PodLabels {
  labels: Record<string, string>
  unknown: boolean
}
