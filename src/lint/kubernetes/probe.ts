import { mapAt } from '../../devtron/fixes/access.ts'
import { isMap, type JsonMap } from '../../values/json.ts'
import type { Pointer } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import { numberAt } from '../read.ts'
import type { Mistake } from './mistake.ts'
import { targetMistake } from './service.ts'

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc']
const counts = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold']
export const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** Kubernetes 1.34, validateProbe and its variants. */
export function probeMistakes(container: JsonMap, path: Pointer): Mistake[] {
  return probes.flatMap(name => {
    const probe = container[name]
    return isMap(probe) ? mistakesOf(name, probe, `${path}/${name}`) : []
  })
}

function mistakesOf(name: (typeof probes)[number], probe: JsonMap, path: Pointer): Mistake[] {
  const given = handlers.filter(handler => isMap(probe[handler]))
  const successes = numberAt(probe, 'successThreshold') ?? 1
  const grace = numberAt(probe, 'terminationGracePeriodSeconds')
  const at = (key: string, what: string): Mistake => ({ kind: 'probe', path: `${path}/${key}`, what })
  return [
    ...(given.length === 1
      ? []
      : [{ kind: 'probe' as const, path, what: `a ${name} needs exactly one of ${list(handlers)}` }]),
    ...counts.flatMap(key => ((numberAt(probe, key) ?? 0) < 0 ? [at(key, `${key} is below 0`)] : [])),
    // 0 is filled in with 1, as what is absent is.
    ...(name !== 'readinessProbe' && successes > 1
      ? [at('successThreshold', `successThreshold of a ${name} has to be 1`)]
      : []),
    ...(grace !== undefined && name === 'readinessProbe'
      ? [at('terminationGracePeriodSeconds', 'a readinessProbe has no terminationGracePeriodSeconds')]
      : []),
    ...(grace !== undefined && name !== 'readinessProbe' && grace <= 0
      ? [at('terminationGracePeriodSeconds', 'terminationGracePeriodSeconds has to be above 0')]
      : []),
    ...['httpGet', 'tcpSocket'].flatMap(
      handler => targetMistake(mapAt(probe, handler)['port'], `${path}/${handler}/port`) ?? [],
    ),
  ]
}
