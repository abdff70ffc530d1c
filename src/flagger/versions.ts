import type { Settings } from './settings.ts'

/** What Flagger's versions do differently, by the first version that does it. Everything else is the same since 1.41. */
const firstVersion = {
  /** An empty `-include-label-prefix` includes no label; before, it included all of them. */
  emptyPrefixIncludesNothing: '1.30',
  trafficDistribution: '1.42',
  unmanagedMetadata: '1.42',
  /** Cookies carry Domain, Path, Secure … */
  cookieAttributes: '1.42',
  /** `behavior.scaleUp.tolerance` and `behavior.scaleDown.tolerance` of autoscalers are copied: k8s.io/api 0.33. */
  scalerTolerance: '1.42',
  /** `corsPolicy` becomes a filter of the HTTPRoute. */
  gatewayCors: '1.42',
  /** TraefikService is in the group traefik.io; before, in traefik.containo.us. */
  traefikIo: '1.42',
  /** The ingress class of an HTTPProxy is a field; before, an annotation set at creation. */
  contourIngressClassField: '1.43',
  /** Istio: `primaryCookieName` works, and the sticky route has no name; before, it was called `sticky-route`. */
  istioPrimaryCookie: '1.43',
  /** Gateway API: the fallback rule of an A/B test has timeouts only when they are set. */
  gatewayNoEmptyTimeout: '1.43',
  /** In phase Promoting the status still tells the weight that the canary had. */
  promotingKeepsWeight: '1.43',
  /** References of init containers are renamed; before, their configs were only copied. */
  initContainerConfigs: '1.44',
  backendTimeout: '1.44',
  /** Outlier detection keeps splitExternalLocalOriginErrors and consecutiveLocalOriginFailures. */
  outlierLocalOrigin: '1.44',
  /** A promotion that fails leaves the traffic with the canary; before, it went back to the primary. */
  failedPromotionKeepsCanary: '1.44',
} as const

export type Feature = keyof typeof firstVersion

export const supportedVersions = ['1.41', '1.42', '1.43', '1.44']

/** Whether this version of Flagger does it. */
export function does(settings: Settings, feature: Feature): boolean {
  return minor(settings.flaggerVersion) >= minor(firstVersion[feature])
}

/** Asked many times in every run of the controller, for the same few versions. */
const minors = new Map<string, number>()

function minor(version: string): number {
  const known = minors.get(version)
  if (known !== undefined) return known
  const [, text = '0'] = version.replace(/^v/, '').split('.')
  minors.set(version, Number(text))
  return Number(text)
}
