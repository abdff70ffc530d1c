import type { ObjectRef } from '../../values/finding.ts'
import type { Pointer } from '../../values/pointer.ts'
import { quote } from '../../values/quote.ts'
import type { AnalysisTemplate } from '../analysis-template.ts'
import type { Rollout, RunArgument, StepAnalysis, TemplateRef } from '../rollout.ts'
import type { Fault } from './fault.ts'
import { amount } from './metrics.ts'

/** A template of the input, with the name by which Rollouts find it. */
export interface GivenTemplate {
  template: AnalysisTemplate
  ref: ObjectRef
}

/** An analysis of a Rollout: its templates run as one AnalysisRun. */
export interface AnalysisUse {
  templates: TemplateRef[]
  args: RunArgument[]
  path: Pointer
  /** A step waits for its end, so it must have one. */
  inline: boolean
}

export function analysisUses({ spec: { strategy: { canary, blueGreen } = {} } }: Rollout): AnalysisUse[] {
  const use = (analysis: StepAnalysis, path: Pointer, inline: boolean): AnalysisUse => ({
    templates: analysis.templates ?? [],
    args: analysis.args ?? [],
    path,
    inline,
  })
  const uses: AnalysisUse[] = []
  if (canary?.analysis) uses.push(use(canary.analysis, '/spec/strategy/canary/analysis', false))
  for (const [i, { analysis, experiment }] of (canary?.steps ?? []).entries()) {
    const at = `/spec/strategy/canary/steps/${i}`
    if (analysis) uses.push(use(analysis, `${at}/analysis`, true))
    for (const [k, one] of (experiment?.analyses ?? []).entries()) {
      uses.push({ templates: [one], args: one.args ?? [], path: `${at}/experiment/analyses/${k}`, inline: false })
    }
  }
  for (const name of ['prePromotionAnalysis', 'postPromotionAnalysis'] as const) {
    const analysis = blueGreen?.[name]
    if (analysis) uses.push(use(analysis, `/spec/strategy/blueGreen/${name}`, true))
  }
  return uses
}

/** The given templates of an analysis, with those they include, and the names that are not there. */
export function templatesOf(
  refs: readonly TemplateRef[],
  namespace: string,
  given: readonly GivenTemplate[],
): { found: GivenTemplate[]; missing: { kind: string; name: string }[] } {
  const found: GivenTemplate[] = []
  const missing: { kind: string; name: string }[] = []
  const queue = [...refs]
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { templateName = '', clusterScope = false } = next
    const kind = clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'
    const template = given.find(
      ({ ref }) => ref.kind === kind && ref.name === templateName && (clusterScope || ref.namespace === namespace),
    )
    if (!template) missing.push({ kind, name: templateName })
    else if (!found.includes(template)) {
      found.push(template)
      queue.push(...(template.template.spec.templates ?? []))
    }
  }
  return { found, missing }
}

/** What the controller asks of an analysis (Argo Rollouts 1.10, utils/analysis/factory.go and validation_references.go). */
export function analysisFaults(use: AnalysisUse, found: readonly GivenTemplate[]): Fault[] {
  return [...sameNameFaults(found), ...argumentFaults(use, found), ...(use.inline ? endlessFaults(use, found) : [])]
}

function sameNameFaults(found: readonly GivenTemplate[]): Fault[] {
  const seen = new Map<string, ObjectRef>()
  return found.flatMap(({ template, ref }) =>
    (template.spec.metrics ?? []).flatMap(({ name = '' }, i): Fault[] => {
      const first = seen.get(name)
      if (!first) {
        seen.set(name, ref)
        return []
      }
      const other = first === ref ? 'in this template' : `in template ${first.name}, which runs together with this one`
      return [
        {
          code: 'RO051',
          object: ref,
          path: `/spec/metrics/${i}/name`,
          message: `there is a metric ${quote(name)} ${other}`,
        },
      ]
    }),
  )
}

const placeholder = /\{\{\s*args\.([^}\s]+)\s*\}\}/g

/** An argument needs a value from the template or from the Rollout, and a placeholder needs an argument. */
function argumentFaults({ args, path }: AnalysisUse, found: readonly GivenTemplate[]): Fault[] {
  const given = new Set(args.map(({ name = '' }) => name))
  const declared = found.flatMap(({ template, ref }) => (template.spec.args ?? []).map((arg, i) => ({ arg, i, ref })))
  const names = new Set([...given, ...declared.map(({ arg }) => arg.name ?? '')])
  const empty = declared
    .filter(({ arg }) => arg.value === undefined && arg.valueFrom === undefined && !given.has(arg.name ?? ''))
    .map(
      ({ arg, i, ref }): Fault => ({
        code: 'RO052',
        path,
        message: `the argument ${quote(arg.name ?? '')} of ${ref.kind} ${ref.name} gets no value`,
        related: [{ object: ref, path: `/spec/args/${i}`, message: 'the argument' }],
      }),
    )
  const unknown = found.flatMap(({ template, ref }) =>
    (template.spec.metrics ?? []).flatMap((metric, i) =>
      [...new Set([...JSON.stringify(metric).matchAll(placeholder)].map(match => match[1] ?? ''))]
        .filter(name => !names.has(name))
        .map(
          (name): Fault => ({
            code: 'RO052',
            object: ref,
            path: `/spec/metrics/${i}`,
            message: `{{args.${name}}} stands for an argument that the template does not have`,
          }),
        ),
    ),
  )
  return [...empty, ...unknown]
}

function endlessFaults({ path }: AnalysisUse, found: readonly GivenTemplate[]): Fault[] {
  return found.flatMap(({ template, ref }) =>
    (template.spec.metrics ?? []).flatMap((metric, i): Fault[] => {
      const endless = (metric.interval ?? '') !== '' && amount(metric.count, 0) === 0
      if (!endless) return []
      return [
        {
          code: 'RO053',
          path,
          message: `the metric ${quote(metric.name ?? '')} of ${ref.kind} ${ref.name} has an interval and no count, so the step never ends`,
          related: [{ object: ref, path: `/spec/metrics/${i}`, message: 'the metric' }],
        },
      ]
    }),
  )
}
