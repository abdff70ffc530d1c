import { type ChartName, charts, newestChart } from '../devtron/charts.ts'
import { defaultSettings, type Settings } from '../flagger/settings.ts'
import type { ToRolloutOptions } from '../rollouts/convert/to-rollout/options.ts'
import type { NullSemantics } from '../values/merge.ts'
import type { Engine } from './engine.ts'
import type { Reading } from './reading.ts'

/** A text, and what findings call it: `values.yaml`. */
export interface Text {
  name: string
  text: string
}

/** What is rendered, linted or predicted. Texts are YAML or JSON. */
export interface Input {
  /** Layers of Devtron values, lowest first. */
  values?: readonly Text[]
  /** Without values: Canaries and what belongs to them. Beside values: the workload, autoscaler and ConfigMaps. */
  manifests?: readonly Text[]
  /** Devtron’s name of the app, the chart’s name; `app` when left out. */
  app?: string
  /** The Helm release; the app’s name when left out. */
  release?: string
  /** `default` when left out. */
  namespace?: string
  /** The Devtron chart whose defaults apply; the newest when left out. */
  chart?: ChartName
  /** Chart.Version, which the label `chart` shows; the chart’s own when left out. */
  chartVersion?: string
  /** The minor version of Kubernetes: 34 for 1.34. */
  kubeMinor?: number
  /** What a null in a layer does; as Devtron has it when left out. */
  nullSemantics?: NullSemantics
  /** Exactly what the chart renders, bugs included. */
  compat?: boolean
  /** Names of fixes to switch off; docs/fixes.md lists them. */
  withoutFixes?: readonly string[]
  /** Flagger’s own flags. */
  settings?: Partial<Settings>
  /** Objects that are referred to but not given: assume that they exist, or take the input as the whole cluster. */
  refs?: 'assume' | 'strict'
  /** For whom it is rendered; Flagger when left out, or Argo Rollouts where there are Rollouts and no Canary. */
  engine?: Engine
  /** What a Canary does not say, and a Rollout has to. */
  rollout?: Partial<ToRolloutOptions>
}

const newestKubernetes = 34

export function readingOf(input: Input): Reading {
  const { values = [], manifests = [], app = 'app', chart = newestChart } = input
  return {
    values: { defaults: null, files: values, sets: [], nullSemantics: input.nullSemantics ?? 'devtron' },
    manifests: manifests.map(({ name, text }) => ({ file: name, text })),
    options: {
      identity: {
        app,
        release: input.release ?? app,
        namespace: input.namespace ?? 'default',
        chartVersion: input.chartVersion ?? charts[chart].version,
      },
      chart,
      kubeMinor: input.kubeMinor ?? newestKubernetes,
      compat: input.compat ?? false,
      withoutFixes: new Set(input.withoutFixes),
      settings: { ...defaultSettings, ...input.settings },
      refs: input.refs ?? 'assume',
    },
  }
}
