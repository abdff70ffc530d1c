import type { Verdict } from '../outlook/budget.ts'
import { type Measures, measuresOf, measuresOfStages } from '../outlook/compare.ts'
import type { Timeline } from '../outlook/timeline.ts'
import type { StagesOutlook } from '../stages/outlook.ts'
import { type Course, courseOf } from './course.ts'
import { type Fact, factsOf } from './facts.ts'
import { jsonOf, type StepsJson, stepsJsonOf, type TimelineJson } from './json.ts'
import { courseOfStages } from './stage-course.ts'
import { stageFacts } from './stage-facts.ts'
import { verdictFacts } from './verdict.ts'

/** A rollout as every format shows it; each asks for the parts that it needs. */
export interface View {
  kind: 'Canary' | 'Rollout'
  /** `namespace/name` */
  name: string
  course: (title: string) => Course
  facts: () => Fact[]
  measures: () => Measures
  json: () => TimelineJson | StepsJson
}

export function timelineView(timeline: Timeline, verdict: Verdict | null): View {
  const { namespace, name } = timeline.canary
  return {
    kind: 'Canary',
    name: `${namespace}/${name}`,
    course: title => courseOf(timeline.scenario, title),
    facts: () => [...(verdict ? verdictFacts(verdict) : []), ...factsOf(timeline.outlook)],
    measures: () => measuresOf(timeline.outlook),
    json: () => ({ ...jsonOf(timeline.scenario), ...(verdict && { budget: verdict }) }),
  }
}

export function stagesView(outlook: StagesOutlook, name: string): View {
  return {
    kind: 'Rollout',
    name,
    course: title => courseOfStages(outlook, title),
    facts: () => stageFacts(outlook),
    measures: () => measuresOfStages(outlook),
    json: () => stepsJsonOf(outlook),
  }
}
