import { fixEffects } from '../devtron/fix-effects.ts'
import { type DevtronTexts, locate, readDevtron } from '../devtron/read.ts'
import type { DevtronOptions } from '../devtron/release.ts'
import { errorsOfValues } from '../lint/values.ts'
import { maskSecrets } from '../manifests/masked.ts'
import { manifestsOf, readObjects } from '../manifests/objects.ts'
import { type ManifestsRead, readReleases } from '../manifests/releases.ts'
import type { ManifestFile } from '../manifests/source.ts'
import type { ChartVersion } from '../rollouts/devtron/charts.ts'
import { rolloutInput } from '../rollouts/input.ts'
import { isError } from '../values/finding.ts'
import { type Loaded, nothingLoaded } from './loaded.ts'
import { readStrategy } from './strategy.ts'

/** Everything that releases are read from, and what it is to mean. */
export interface Reading {
  values: DevtronTexts
  /** Beside values: the workload, scaler and ConfigMaps that these cannot tell. Without values: Canaries and what belongs to them. */
  manifests: readonly ManifestFile[]
  options: Omit<DevtronOptions, 'given'> & {
    /** The generation of Devtron's Rollout charts that the values are for, when they are. */
    rolloutChart?: ChartVersion | null
  }
}

/**
 * Texts → releases.
 *
 * @throws SetError when a `--set` argument does not fit the values
 */
export function readTexts(reading: Reading): Loaded {
  const { defaults, files } = reading.values
  const hasValues = defaults || files.length > 0
  const loaded = hasValues ? (readStrategy(reading) ?? readValues(reading)) : readManifests(reading)
  for (const { file, text } of reading.manifests) loaded.texts.set(file, maskSecrets(text))
  return loaded
}

/** A release for every Canary, and the Rollouts. */
function readManifests({ manifests, options }: Reading): Loaded {
  const { settings, refs, identity } = options
  const { namespace } = identity
  const { releases, objects, findings, locate } = readReleases(manifests, { namespace, settings, refs })
  return {
    ...nothingLoaded(),
    releases,
    rollouts: rolloutInput({ objects, namespace, refs, locate }),
    findings,
    unreadable: isUnreadable(findings),
    lint: { devtron: null, objects, problems: [], release: null, findings, locate },
  }
}

/** A text that is no YAML, or no Canary anywhere: there is nothing to work on. Other mistakes concern one object. */
function isUnreadable(findings: ManifestsRead['findings']): boolean {
  return findings.some(({ code }) => code.startsWith('YM') || code === 'MF006')
}

function readValues(reading: Reading): Loaded {
  const given = readObjects(reading.manifests, reading.options.identity.namespace)
  const options = { ...reading.options, given: { objects: manifestsOf(given.given), placeOf: given.placeOf } }
  const { values, release, authored, problems, findings } = readDevtron(reading.values, options)
  const texts = new Map(reading.values.files.map(({ name, text }) => [name, text]))
  const nothing = nothingLoaded()
  if (!values) return { ...nothing, findings, unreadable: true, texts, lint: { ...nothing.lint, findings } }

  const devtron = { values, options }
  // What works but will hurt is for `serin lint` to say; what cannot work is not rendered.
  const found = options.compat ? [] : locate(errorsOfValues(devtron), values)
  const isWrong = [...findings, ...found].some(isError)
  return {
    ...nothing,
    releases: release && !isWrong ? [release] : [],
    loose: release || isWrong ? [] : authored,
    findings: [...findings, ...found, ...given.findings],
    texts,
    lint: {
      devtron,
      objects: release?.cluster.objects ?? [],
      problems,
      release,
      findings: given.findings,
      locate: null,
    },
    values: values.data,
    identity: options.identity,
    fixEffects: () => fixEffects(values, options),
    notes: release || isWrong ? [] : ['flaggerCanary.enabled is false: there is no canary to render'],
  }
}
