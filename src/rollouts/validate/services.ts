import type { Manifest } from '../../values/manifest.ts'
import { escapeSegment } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import { managedByAnnotation, podHashLabel } from '../names.ts'
import { identify } from '../problem.ts'
import type { Service } from '../read.ts'
import type { Rollout } from '../rollout.ts'
import type { Fault } from './fault.ts'

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

/** Labels of a Rollout's pods, and where they are written. */
export interface PodLabels {
  labels: Record<string, string>
  source: 'template' | 'workload' | 'missing workload'
}

/**
 * Every label that a Service selects by must be on the pods (pkg/apis/rollouts/validation ValidateService). The linter does not
 * look into the workload of a workloadRef; when it is among the objects, serin does.
 */
export function serviceFaults({ manifest, service, path }: UsedService, pods: PodLabels): Fault[] {
  if (path === null) return []
  const selector = Object.entries(service.spec?.selector ?? {}).filter(([key]) => key !== podHashLabel)
  const wrong = selector.filter(([key, value]) => labelOf(pods, key) !== value)
  const name = quote(service.metadata.name ?? '')
  const at = `/spec/strategy/${path}`
  if (wrong.length === 0 && selector.length > 0 && pods.source === 'workload') {
    return [
      {
        code: 'RO049',
        path: at,
        message: `kubectl refuses Service ${name}, because it does not look into the workload`,
      },
    ]
  }
  return wrong.map(([key, value]): Fault => {
    const related = [
      { object: identify(manifest), path: `/spec/selector/${escapeSegment(key)}`, message: 'the selector' },
    ]
    if (pods.source === 'missing workload') {
      const message = `Service ${name} selects ${key}: ${value}, and the pods stand in a workload that is not given; kubectl refuses that`
      return {
        code: 'RO047',
        path: at,
        message,
        help: 'Give the workload that workloadRef names as input, too.',
        related,
      }
    }
    const found = labelOf(pods, key)
    const actual = found === undefined ? 'the pods do not have that label' : `on the pods it is ${quote(found)}`
    return { code: 'RO040', path: at, message: `Service ${name} selects ${key}: ${value}, and ${actual}`, related }
  })
}

function labelOf({ labels }: PodLabels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined
}
