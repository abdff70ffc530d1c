import type { Severity } from '../values/finding.ts'

interface Rule {
  severity: Severity
  title: string
}

const error = (title: string): Rule => ({ severity: 'error', title })
const warning = (title: string): Rule => ({ severity: 'warning', title })
const info = (title: string): Rule => ({ severity: 'info', title })

/**
 * Errors are what `kubectl argo rollouts lint` refuses (Argo Rollouts 1.10). Warnings are what it lets pass although the
 * controller refuses it, does something else than the text says, or a release will hurt.
 */
export const rolloutCodes = {
  RO001: error('unknown field'),
  RO002: error('wrong type'),
  RO010: error('selector missing, empty or invalid'),
  RO011: error('template beside workloadRef'),
  RO012: error('negative number'),
  RO013: error('progressDeadlineSeconds not greater than minReadySeconds'),
  RO014: error('no strategy, or two'),
  RO015: error('selector does not match the template'),
  RO016: error('pod template that Kubernetes refuses'),
  RO017: error('blue-green settings that contradict each other'),
  RO020: error('maxSurge and maxUnavailable both zero'),
  RO021: error('stable and canary Service are the same'),
  RO022: error('Service missing for traffic routing'),
  RO023: error('pingPong incomplete or without a router for it'),
  RO024: error('setting that needs or excludes another'),
  RO025: error('maxTrafficWeight with a router that counts percents'),
  RO026: error('antiAffinity incomplete'),
  RO030: error('step with no action, or with several'),
  RO031: error('weight out of range'),
  RO032: error('pause of no readable length'),
  RO033: error('setCanaryScale without traffic routing'),
  RO034: error('route step with a router that cannot do it'),
  RO035: error('match without exactly one of exact, prefix and regex'),
  RO036: error('route that is not among managedRoutes'),
  RO037: error('experiment weight with a router that cannot do it'),
  RO038: error('analysis argument from a field that cannot be read'),
  RO040: error('Service selects by a label that the pods do not have'),
  RO041: error('VirtualService that the Rollout cannot split'),
  RO042: error('VirtualService of a Rollout without Istio'),
  RO044: warning('not exactly one of virtualService and virtualServices'),
  RO045: info('referenced object is not given'),
  RO046: error('referenced object is missing'),
  RO047: error('Service for pods whose labels are not known'),
  RO049: info('works, but kubectl argo rollouts lint refuses it'),
  RO050: warning('metric that the controller refuses'),
  RO051: warning('two metrics of a run have the same name'),
  RO052: warning('analysis argument without a value'),
  RO053: warning('analysis step that never ends'),
  RO054: warning('no data is an error, not a failure'),
  RO055: warning('AnalysisTemplate with an unknown field or a wrong type'),
  RO060: warning('destination that the controller deletes'),
  RO061: warning('routes that multiply'),
  RO062: warning('weight that does not arrive'),
  RO063: warning('controller stops at a step'),
  RO064: warning('subset that the controller drops'),
  RO065: warning('tls or tcp routes that are weighted without being listed'),
  RO066: warning('managed route without the settings of the weighted route'),
  RO067: warning('weights in Git are not the ones at rest'),
  RO068: warning('route to a canary without pods'),
  RO069: warning('both destinations get the weight of the canary'),
  RO070: warning('short host in a VirtualService of another namespace'),
  RO071: warning('subsets of another host'),
  RO072: warning('matchTrafficWeight before any weight'),
  RO073: warning('step with several actions'),
  RO074: info('pause until somebody promotes'),
  RO075: warning('weight does not rise'),
  RO076: warning('pause of no length'),
  RO077: info('nothing is measured'),
  RO078: info('a rollout that does not progress is not rolled back'),
  RO079: warning('scaleDown of no meaning'),
  RO080: warning('two that set the number of pods'),
  RO081: warning('Service port that leads nowhere'),
  RO082: warning('misspelt metadata field'),
  RO083: info('host that nothing answers'),
  RO090: error('Canary or Rollout that cannot be converted'),
  RO091: warning('field of a strategy that Devtron’s chart does not render'),
  RO092: warning('strategy that Devtron’s chart renders as broken YAML'),
} as const satisfies Record<`RO${number}`, Rule>

export type RolloutCode = keyof typeof rolloutCodes
