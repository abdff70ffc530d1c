import type { Release } from '../../flagger/release.ts'
import { shown, type World } from '../../flagger/world.ts'
import type { Event } from '../../timeline/engine/script.ts'
import { open } from '../../timeline/engine/simulate.ts'
import type { Phase } from '../../timeline/engine/status.ts'
import { tellScenario } from '../../timeline/outlook/scenario.ts'
import { dataOf, type Manifest, manifestOf } from '../../values/manifest.ts'
import { applyDefaults } from '../defaults/apply.ts'
import { type Stage, stagesOfRun } from '../ownership/stages.ts'
import { type Contested, contestedObjects, type FlaggerContested, gitObjects, idOf, isInGit } from './contested.ts'
import { overlay } from './overlay.ts'

/** What the cluster has of an object of Git, and when. */
export interface State {
  live: Manifest
  stages: Set<Stage>
  phases: Set<Phase>
}

/** A contested object with its different states, in the order in which they come. */
export interface Course {
  contested: Contested
  states: State[]
  /** The autoscalers of the release, as Git has them and as they are: Fleet looks at them, too. */
  scalers: { git: Manifest[]; live: Manifest[] }
}

/** Puts on an object what the tool that applies it puts on it. */
export type Mark = (object: Manifest) => Manifest

/**
 * What a GitOps tool finds of the objects of a release: it has applied them, and the controller runs through the usual rollouts.
 * With a Canary that is refused there is nothing to see.
 */
export function coursesOf(release: Release, mark: Mark): Course[] {
  const contested = contestedObjects(release)
  if (contested.length === 0) return []
  const git = gitObjects(release)
  const applied = new Map(git.map(object => [idOf(object), stored(mark(object))]))
  const others = release.cluster.objects.filter(object => !isInGit(object))
  // A sketched workload is as good as a real one here: nothing of it is printed.
  const cluster = { objects: [...applied.values(), ...others], sketched: new Set<Manifest>() }
  const controller = open({ ...release, cluster })
  if ('verdict' in controller) return []

  const { world, advance } = controller
  const observers = contested.map(each => observe(each, applied.get(idOf(each.manifest)) ?? each.manifest, world))
  let phase: Phase = ''
  const observed = (event: Event) => {
    const moment = advance(event)
    const stages = stagesOfRun(phase, moment.phase)
    phase = moment.phase
    for (const observer of observers) observer.look(stages, phase)
    return moment
  }
  tellScenario({ ...controller, advance: observed }, {})
  const scalers = { git: git.filter(isScaler), live: [...applied.values()].filter(isScaler) }
  return contested.map((each, i) => ({ contested: each, states: observers[i]?.states() ?? [], scalers }))
}

/** What the API server keeps of an object: with the defaults of its kind. */
export function stored(object: Manifest): Manifest {
  return manifestOf(applyDefaults(dataOf(object)))
}

interface Observer {
  states: () => State[]
  look: (stages: readonly Stage[], phase: Phase) => void
}

function observe({ role: { kind, object }, owner }: FlaggerContested, original: Manifest, world: World): Observer {
  const byContent = new Map<string, State>()
  const first = world.get(kind, object.name, object.namespace)
  let last: { object: Manifest | null; state: State } | null = null

  function stateOf(now: Manifest | null): State {
    const live = now && now !== first ? written(shown(kind, now, original.apiVersion)) : original
    const key = JSON.stringify(live, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    const state = byContent.get(key) ?? { live, stages: new Set(), phases: new Set() }
    byContent.set(key, state)
    return state
  }

  function written(now: Manifest): Manifest {
    return stored(manifestOf(overlay(dataOf(original), dataOf(now), owner)))
  }

  return {
    states: () => [...byContent.values()],
    look(stages, phase) {
      const now = world.get(kind, object.name, object.namespace)
      if (last?.object !== now || !last) last = { object: now, state: stateOf(now) }
      for (const stage of stages) last.state.stages.add(stage)
      last.state.phases.add(phase)
    },
  }
}

function isScaler({ kind }: Manifest): boolean {
  return kind === 'HorizontalPodAutoscaler'
}
