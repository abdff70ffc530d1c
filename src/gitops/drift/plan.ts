import type { Release } from '../../flagger/release.ts'
import type { JsonMap } from '../../values/json.ts'
import { appliesServerSide, type FieldConflict } from '../fleet/conflicts.ts'
import { ownedField } from '../ownership/find.ts'
import type { Stage } from '../ownership/stages.ts'
import type { Verdict } from './comparison.ts'
import { conflictsWith } from './conflicts.ts'
import { type Contested, type ContestedField, widenedField } from './contested.ts'
import { type GivenRollout, rolloutCourses } from './rollout-states.ts'
import { type Settled, settle, type Waiver } from './settle.ts'
import { lookAt } from './simulate.ts'
import { type Course, coursesOf } from './states.ts'
import { type Tool, type ToolName, toolCalled } from './tools.ts'

/** For whom a plan is made. */
export interface Delivery {
  tool: ToolName
  /** The tool's version; Fleet applies server-side since 0.15. */
  version: string
  /** The bundle, Application or Kustomization. */
  owner: string
  /** Options of fleet.yaml that decide how Fleet applies. */
  options?: JsonMap
}

/** A release and what comes of its delivery. */
export interface PlannedRelease {
  /** `Canary namespace/name`. */
  name: string
  plan: DriftPlan
}

/** What a tool and a controller would fight about, and the rules that keep the peace. */
export interface DriftPlan {
  objects: PlannedObject[]
  /** With these the tool reports no drift in any state, and each of them is needed. */
  waivers: Waiver[]
  /** Drift that no rule settles. */
  left: Verdict[]
}

export interface PlannedObject {
  contested: Contested
  /** Does the tool report anything about it at some time when there are no rules? */
  drifts: boolean
  fields: PlannedField[]
  /** The tool takes it for gone, or for somebody else's, because the controller removes its labels. */
  losesOwner: boolean
  conflicts: FieldConflict[]
}

export interface PlannedField extends ContestedField {
  /** When a tool without rules sees a difference; empty when it never does. */
  seen: Stage[]
}

/** Plays the usual rollouts of a release and lets the tool look at every state. */
export function planDrift(release: Release, { tool: name, version, owner, options = {} }: Delivery): DriftPlan {
  const tool = toolCalled(name, owner, release.namespace)
  return planCourses(coursesOf(release, tool.mark), tool, name === 'fleet' && appliesServerSide(options, version))
}

/** The same for what a Rollout of Argo Rollouts names. */
export function planRolloutDrift(
  given: GivenRollout,
  { tool: name, version, owner, options = {} }: Delivery,
): DriftPlan {
  const tool = toolCalled(name, owner, given.namespace)
  return planCourses(rolloutCourses(given, tool.mark), tool, name === 'fleet' && appliesServerSide(options, version))
}

function planCourses(courses: readonly Course[], tool: Tool, isServerSide: boolean): DriftPlan {
  const planned = courses.map(course => planObject(course, tool, isServerSide))
  return {
    objects: planned.map(({ object }) => object),
    waivers: planned.flatMap(({ settled }) => settled.waivers),
    left: planned.flatMap(({ settled }) => settled.left),
  }
}

function planObject(course: Course, tool: Tool, isServerSide: boolean): { object: PlannedObject; settled: Settled } {
  const { contested, states } = course
  const seen = states.flatMap(state =>
    lookAt(tool, course, state, []).map(verdict => ({ ...verdict, state, stages: [...state.stages] })),
  )
  // Rules are about paths, so one state is as good as another in which the same paths differ.
  const samples = new Map(seen.map(each => [`${each.verdict} ${each.paths.join(' ')}`, each.state]))
  const judge = (waivers: readonly Waiver[]) =>
    [...samples.values()].flatMap(state => lookAt(tool, course, state, waivers))
  const settled = settle(judge, (verdict, round) => waiversFor(tool.name, verdict, contested, round))
  const object: PlannedObject = {
    contested,
    drifts: seen.length > 0,
    losesOwner: seen.some(({ verdict }) => verdict === 'notOwned'),
    fields: [...contested.fields, ...unsaid(contested, seen)].map(field => ({
      ...field,
      seen: stagesIn(seen.filter(({ paths }) => paths.some(path => ownedField(contested.owner, path) === field.row))),
    })),
    conflicts: isServerSide ? conflictsOf(course) : [],
  }
  return { object, settled }
}

/** Which waivers a verdict asks for: as wide as the controller writes, no wider than needed. */
function waiversFor(
  tool: ToolName,
  { verdict, paths, ...ref }: Verdict,
  contested: Contested,
  round: number,
): Waiver[] {
  const { apiVersion, kind, namespace, name } = ref
  const object = { apiVersion, kind, namespace, name }
  if (verdict === 'notOwned') return [{ object, what: { absent: true } }]
  if (verdict !== 'modified') return []
  return paths.flatMap((path): Waiver[] => {
    const row = ownedField(contested.owner, path)
    const narrower = tool === 'argocd' && round === 0 ? row?.narrower : undefined
    if (narrower) return [...narrower, ...(contested.narrower ?? [])].map(jq => ({ object, what: { jq } }))
    return [{ object, what: { pointer: widenedField(row, path, row?.narrower ? Math.max(0, round - 1) : round) } }]
  })
}

/** What differs though Git does not say it: labels that are removed, a key in a map that is one field to the API server. */
function unsaid({ owner, fields }: Contested, seen: readonly Verdict[]): ContestedField[] {
  const said = new Set(fields.map(({ row }) => row))
  const rows = seen.flatMap(({ paths }) => paths.map(path => ownedField(owner, path)))
  return [...new Set(rows)].flatMap(row => (row && !said.has(row) ? [{ path: row.field, git: null, row }] : []))
}

function stagesIn(verdicts: readonly { stages: readonly Stage[] }[]): Stage[] {
  return [...new Set(verdicts.flatMap(({ stages }) => stages))]
}

/** Every conflict that stops an apply in some state. */
function conflictsOf({ contested, states }: Course): FieldConflict[] {
  const found = states.flatMap(({ live }) => conflictsWith(live, contested))
  return [...new Map(found.map(conflict => [conflict.field, conflict])).values()]
}
