import type { Rule } from '../../rule.ts'
import { allowOrigin } from './allow-origin.ts'
import { corsCredentials } from './cors-credentials.ts'
import { corsNames } from './cors-names.ts'
import { delegateTcp } from './delegate-tcp.ts'
import { delegateUnused } from './delegate-unused.ts'
import { destinationRuleConflict } from './destination-rule-conflict.ts'
import { durationRule } from './duration.ts'
import { emptyMatch } from './empty-match.ts'
import { emptyPolicy } from './empty-policy.ts'
import { gatewayMissing } from './gateway-missing.ts'
import { gatewayName } from './gateway-name.ts'
import { headerNames } from './header-names.ts'
import { hostName } from './host-name.ts'
import { hostOutsideGateway } from './host-outside-gateway.ts'
import { hostTwice } from './host-twice.ts'
import { meshWildcard } from './mesh-wildcard.ts'
import { outlierDetection } from './outlier-detection.ts'
import { portNaming } from './port-naming.ts'
import { regexRule } from './regex.ts'
import { retriesOff } from './retries-off.ts'
import { retryOn } from './retry-on.ts'
import { retryTimeout } from './retry-timeout.ts'
import { rewriteSlashes } from './rewrite-slashes.ts'
import { tlsSettings } from './tls-settings.ts'
import { virtualServiceConflict } from './virtual-service-conflict.ts'

/** About the VirtualService and DestinationRules that Flagger makes, in the order of their codes. */
export const istioRules: readonly Rule[] = [
  hostName,
  meshWildcard,
  hostTwice,
  gatewayName,
  gatewayMissing,
  hostOutsideGateway,
  regexRule,
  durationRule,
  corsCredentials,
  corsNames,
  allowOrigin,
  retriesOff,
  retryTimeout,
  retryOn,
  portNaming,
  headerNames,
  rewriteSlashes,
  tlsSettings,
  emptyPolicy,
  outlierDetection,
  virtualServiceConflict,
  destinationRuleConflict,
  delegateTcp,
  delegateUnused,
  emptyMatch,
]
