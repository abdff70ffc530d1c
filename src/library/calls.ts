import type { Prediction } from '../flagger/predict.ts'
import { rolloutFindings } from '../lint/rollouts.ts'
import { renderManifest } from '../render/manifest.ts'
import type { Wish } from '../timeline/outlook/scenario.ts'
import { timelineOf } from '../timeline/outlook/timeline.ts'
import { courseOf } from '../timeline/show/course.ts'
import { factsOf } from '../timeline/show/facts.ts'
import { htmlOf } from '../timeline/show/html.ts'
import { jsonOf, type TimelineJson } from '../timeline/show/json.ts'
import { markdownOf } from '../timeline/show/markdown.ts'
import { textOf } from '../timeline/show/text.ts'
import { byPlace, type Finding } from '../values/finding.ts'
import type { Manifest } from '../values/manifest.ts'
import type { Converted } from './convert/convert.ts'
import type { LossReport } from './convert/loss-report.ts'
import { convertTo, type Target } from './convert/targets.ts'
import { engineOf } from './engine.ts'
import { type Input, readingOf } from './input.ts'
import { lintLoaded } from './lint.ts'
import type { Loaded } from './loaded.ts'
import { hasErrors, outcomeOf, type Part } from './outcome.ts'
import { readTexts } from './reading.ts'
import { rolloutOutcomeOf } from './rollout-outcome.ts'

export interface Rendered {
  /** Empty when the input is so wrong that there is nothing to render. */
  manifests: RenderedManifest[]
  findings: Finding[]
}

export interface RenderedManifest {
  /** `authored` is for Git, `generated` is what the controller creates, `changed` what it makes of given objects. */
  part: Part
  manifest: Manifest
  /** One YAML document. */
  yaml: string
}

/** The manifests for Git, and what the controller makes of them. */
export function render(input: Input): Rendered {
  const loaded = load(input)
  const isRollouts = engineOf(input.engine, loaded) === 'rollouts'
  const { outputs, findings } = isRollouts ? rolloutOutcomeOf(loaded, input.rollout ?? {}) : outcomeOf(loaded)
  return {
    manifests: outputs.map(({ part, manifest }) => ({ part, manifest, yaml: renderManifest(manifest) })),
    findings,
  }
}

/** What Flagger makes of a Canary when it meets it for the first time. */
export interface Predicted extends Pick<Prediction, 'verdict' | 'stored' | 'created' | 'changed'> {
  /** The Canary’s name. */
  canary: string
}

export function predict(input: Input): { predictions: Predicted[]; findings: Finding[] } {
  const { predicted, findings } = outcomeOf(load(input))
  const predictions = predicted.map(({ release, prediction }) => {
    const { verdict, stored, created, changed } = prediction
    return { canary: release.canary.metadata.name, verdict, stored, created, changed }
  })
  return { predictions, findings }
}

/** Everything that is wrong with the input, or will hurt: all rules of `serin lint`. */
export function lint(input: Input): Finding[] {
  return lintLoaded([[load(input)]], input.refs ?? 'assume', {}, rolloutFindings)
}

/** The course of a rollout. */
export interface Timeline {
  /** The Canary’s name. */
  canary: string
  data: TimelineJson
  text: string
  markdown: string
  /** A page of its own, with a picture. */
  html: string
}

/**
 * The rollouts of every Canary of the input: one that goes well, one that fails at once, one that fails at the last step; or what
 * `wish` tells.
 */
export function timeline(input: Input, wish: Wish = {}): { timelines: Timeline[]; findings: Finding[] } {
  const { predicted, findings } = outcomeOf(load(input))
  const timelines = predicted.flatMap(({ release }) => {
    const told = timelineOf(release, wish)
    // A Canary that is refused has no rollouts; the prediction has said why.
    if ('verdict' in told) return []
    const canary = release.canary.metadata.name
    const course = courseOf(told.scenario, canary)
    const facts = factsOf(told.outlook)
    return [
      {
        canary,
        data: jsonOf(told.scenario),
        text: textOf(course, facts),
        markdown: markdownOf(course, facts),
        html: htmlOf([{ sections: [{ course, facts }], rows: [] }]),
      },
    ]
  })
  return { timelines, findings }
}

/** The input in another form, and what is lost on the way. */
export interface ConvertedInput extends Omit<Converted, 'reports'> {
  reports: LossReport[]
}

/** Nothing when the input is wrong, or has nothing to convert. */
export function convert(input: Input, to: Target): ConvertedInput {
  const loaded = load(input)
  const { findings } = loaded
  const converted = hasErrors(findings) ? null : convertTo(to, loaded, input.rollout)
  if (!converted) return { manifests: [], values: [], reports: [], findings }
  const all = [...findings, ...converted.findings].sort(byPlace)
  return { ...converted, reports: converted.reports(), findings: all }
}

function load(input: Input): Loaded {
  return readTexts(readingOf(input))
}
