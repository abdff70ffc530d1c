import type { Rule } from '../../rule.ts'
import { annotation } from './annotation.ts'
import { appProtocolRule } from './app-protocol.ts'
import { autoscalerRule } from './autoscaler.ts'
import { configKeys } from './config-keys.ts'
import { containerRule } from './container.ts'
import { hostPortTwice } from './host-port-twice.ts'
import { initProbes } from './init-probes.ts'
import { label } from './label.ts'
import { objectName } from './object-name.ts'
import { portNameRule } from './port-name.ts'
import { portNameTwice } from './port-name-twice.ts'
import { portNumberRule } from './port-number.ts'
import { portTwice } from './port-twice.ts'
import { probeRule } from './probe.ts'
import { resourcesRule } from './resources.ts'
import { rolloutRule } from './rollout.ts'
import { secretKeys } from './secret-keys.ts'
import { selectorRule } from './selector.ts'
import { serviceNameRule } from './service-name.ts'
import { targetPort } from './target-port.ts'
import { volumeRule } from './volume.ts'

/** What the API server would refuse, in the order of their codes. */
export const kubernetesRules: readonly Rule[] = [
  serviceNameRule,
  objectName,
  label,
  annotation,
  targetPort,
  portNameRule,
  portNameTwice,
  portTwice,
  portNumberRule,
  appProtocolRule,
  autoscalerRule,
  secretKeys,
  configKeys,
  initProbes,
  probeRule,
  containerRule,
  volumeRule,
  resourcesRule,
  selectorRule,
  rolloutRule,
  hostPortTwice,
]
