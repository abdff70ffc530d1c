import type { FixEffect } from '../devtron/fix-effects.ts'
import type { Release } from '../flagger/release.ts'
import type { DevtronInput } from '../lint/subject.ts'
import type { RolloutInput } from '../rollouts/input.ts'
import type { Finding, Locate, Problem } from '../values/finding.ts'
import type { JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'

/** What a command works on, whatever the input was. */
export interface Loaded {
  releases: Release[]
  /** The Rollouts of the manifests; null when there are none. */
  rollouts: RolloutInput | null
  /** Objects for Git that belong to no canary: the chart's HPA where the canary is off. */
  loose: Manifest[]
  findings: Finding[]
  /** Some of the input could not be read at all: exit code 2, not 1. */
  unreadable: boolean
  /** The text of every input file, for code frames. */
  texts: Map<string, string>
  /** What lint sees beside the releases. */
  lint: {
    devtron: DevtronInput | null
    /** Every object of the input. */
    objects: Manifest[]
    problems: Problem[]
    /** Of values, whatever else is wrong with them; null for manifests, which may have several. */
    release: Release | null
    /** What was found in reading the input. */
    findings: Finding[]
    /** Where objects stand; null when no manifests were given. */
    locate: Locate | null
  }
  /** The merged values; empty when manifests were given. */
  values: JsonMap
  /** What Devtron calls the app and its Helm release; null when manifests were given. */
  identity: { app: string; release: string } | null
  /** Devtron values only: what each fix changes. Worked out when asked for. */
  fixEffects: () => FixEffect[]
  /** Things worth a line on stderr that are no findings. */
  notes: string[]
}

export function nothingLoaded(): Loaded {
  return {
    releases: [],
    rollouts: null,
    loose: [],
    findings: [],
    unreadable: false,
    texts: new Map(),
    lint: { devtron: null, objects: [], problems: [], release: null, findings: [], locate: null },
    values: {},
    identity: null,
    fixEffects: () => [],
    notes: [],
  }
}
