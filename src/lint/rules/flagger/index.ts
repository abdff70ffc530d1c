import type { Rule } from '../../rule.ts'
import { affinityCookie } from './affinity-cookie.ts'
import { affinityDrift } from './affinity-drift.ts'
import { affinityUnsupported } from './affinity-unsupported.ts'
import { alertNeverFires } from './alert-never-fires.ts'
import { alertProviderMissing } from './alert-provider-missing.ts'
import { ignoredFieldsRule } from './ignored-fields.ts'
import { intervalShort } from './interval-short.ts'
import { intervalUnreadable } from './interval-unreadable.ts'
import { loadTestTarget } from './load-test-target.ts'
import { matchIgnored } from './match-ignored.ts'
import { matchSuffix } from './match-suffix.ts'
import { matchUnsupported } from './match-unsupported.ts'
import { matchWithoutIterations } from './match-without-iterations.ts'
import { maxAboveTotal } from './max-above-total.ts'
import { maxIgnored } from './max-ignored.ts'
import { metricAlwaysPasses } from './metric-always-passes.ts'
import { metricInterval } from './metric-interval.ts'
import { metricNeverPasses } from './metric-never-passes.ts'
import { metricQueryDeprecated } from './metric-query-deprecated.ts'
import { metricRunsTwice } from './metric-runs-twice.ts'
import { metricTemplateInputs } from './metric-template-inputs.ts'
import { metricTemplateMissing } from './metric-template-missing.ts'
import { metricThresholdDeprecated } from './metric-threshold-deprecated.ts'
import { metricUnknown } from './metric-unknown.ts'
import { metricWindow } from './metric-window.ts'
import { metricWithoutThreshold } from './metric-without-threshold.ts'
import { metricsByTarget } from './metrics-by-target.ts'
import { mirrorStuck } from './mirror-stuck.ts'
import { mirrorWeight } from './mirror-weight.ts'
import { noMeshGateway } from './no-mesh-gateway.ts'
import { noStep } from './no-step.ts'
import { noTraffic } from './no-traffic.ts'
import { pastMax } from './past-max.ts'
import { progressDeadline } from './progress-deadline.ts'
import { promotionStep } from './promotion-step.ts'
import { readyThreshold } from './ready-threshold.ts'
import { serviceTargetName } from './service-target-name.ts'
import { sharedTarget } from './shared-target.ts'
import { skipAnalysis } from './skip-analysis.ts'
import { slowRollback } from './slow-rollback.ts'
import { stuckSteps } from './stuck-steps.ts'
import { tcpSettings } from './tcp-settings.ts'
import { thresholdNotPositive } from './threshold-not-positive.ts'
import { webhookSlow } from './webhook-slow.ts'
import { webhookTimeout } from './webhook-timeout.ts'
import { webhookUrl } from './webhook-url.ts'
import { weightsWithoutMesh } from './weights-without-mesh.ts'

/** About the Canary and what Flagger makes of it, in the order of their codes. */
export const flaggerRules: readonly Rule[] = [
  noStep,
  stuckSteps,
  maxAboveTotal,
  pastMax,
  maxIgnored,
  mirrorStuck,
  mirrorWeight,
  thresholdNotPositive,
  slowRollback,
  intervalUnreadable,
  intervalShort,
  metricWithoutThreshold,
  metricNeverPasses,
  metricAlwaysPasses,
  metricWindow,
  metricUnknown,
  metricTemplateMissing,
  metricTemplateInputs,
  metricRunsTwice,
  metricInterval,
  metricThresholdDeprecated,
  metricQueryDeprecated,
  alertNeverFires,
  alertProviderMissing,
  matchWithoutIterations,
  matchUnsupported,
  matchSuffix,
  matchIgnored,
  tcpSettings,
  noMeshGateway,
  affinityUnsupported,
  affinityCookie,
  affinityDrift,
  webhookTimeout,
  webhookSlow,
  webhookUrl,
  loadTestTarget,
  noTraffic,
  skipAnalysis,
  readyThreshold,
  sharedTarget,
  metricsByTarget,
  promotionStep,
  ignoredFieldsRule,
  progressDeadline,
  weightsWithoutMesh,
  serviceTargetName,
]
