import type { Rule } from '../rule.ts'
import { devtronRules } from './devtron/index.ts'
import { flaggerRules } from './flagger/index.ts'
import { gitopsRules } from './gitops/index.ts'
import { istioRules } from './istio/index.ts'
import { kubernetesRules } from './kubernetes/index.ts'
import { suppressionRules } from './suppressions/index.ts'
import { predictionRules } from './told/flagger.ts'
import { manifestRules } from './told/manifests.ts'
import { valueRules } from './told/values.ts'
import { workloadRules } from './workloads/index.ts'

/** All rules. Adding one: a file with its examples, a line in its family's table, `npm run generate`. */
export const rules: readonly Rule[] = [
  ...devtronRules,
  ...flaggerRules,
  ...kubernetesRules,
  ...istioRules,
  ...manifestRules,
  ...predictionRules,
  ...valueRules,
  ...workloadRules,
  ...gitopsRules,
  ...suppressionRules,
]
