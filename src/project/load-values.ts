import { basename, dirname, resolve } from 'node:path'
import { chartNamed, charts } from '../devtron/charts.ts'
import { fixEffects } from '../devtron/fix-effects.ts'
import { fixNames } from '../devtron/fixes/index.ts'
import { locate, readDevtron } from '../devtron/read.ts'
import type { DevtronOptions } from '../devtron/release.ts'
import { lintValues } from '../lint/lint.ts'
import { manifestsOf, type Objects, readObjects } from '../manifests/objects.ts'
import type { ManifestFile } from '../manifests/source.ts'
import type { Severity } from '../values/finding.ts'
import { nearest } from '../values/nearest.ts'
import { SetError } from '../values/set.ts'
import type { DevtronFolder } from './devtron-folder.ts'
import { type Inputs, kubeMinorOf, maxSizeOf, settingsOf } from './inputs.ts'
import { type Loaded, nothingLoaded } from './loaded.ts'
import { InputError, readText } from './read.ts'
import { setLayers } from './set-layers.ts'

/** Devtron values → releases. `manifests` were given beside them: the workload, scaler and ConfigMaps that values cannot tell.
 *
 * @throws InputError */
export function loadValues(inputs: Inputs, folder: DevtronFolder | null, manifests: readonly ManifestFile[]): Loaded {
  const given = readObjects(manifests, inputs.namespace)
  const options = devtronOptions(inputs, folder, given)
  const files = readFiles(inputs, folder)
  const { values, release, authored, problems, findings } = read(inputs, folder, files, options)
  const texts = new Map(files.map(({ name, text }) => [name, text]))
  if (!values) return { ...nothingLoaded(), findings, unreadable: true, texts }

  const devtron = { values, options }
  // What works but will hurt is for `serin lint` to say; what cannot work is not rendered.
  const found = inputs.compat ? [] : locate(lintValues(devtron).filter(isError), values)
  const isWrong = [...findings, ...found].some(isError)
  return {
    ...nothingLoaded(),
    releases: release && !isWrong ? [release] : [],
    loose: release || isWrong ? [] : authored,
    findings: [...findings, ...found, ...given.findings],
    texts,
    lint: { devtron, objects: release?.cluster.objects ?? [], problems },
    values: values.data,
    identity: options.identity,
    fixEffects: () => fixEffects(values, options),
    notes: release || isWrong ? [] : ['flaggerCanary.enabled is false: there is no canary to render'],
  }
}

function isError({ severity }: { severity: Severity }): boolean {
  return severity === 'error'
}

function readFiles(inputs: Inputs, folder: DevtronFolder | null): { name: string; text: string }[] {
  const maxSize = maxSizeOf(inputs)
  if (inputs.values.filter(path => path === '-').length > 1) throw new InputError('stdin (-f -) can be read once only')
  const own = folder?.values ? [{ name: folder.values.path, text: folder.values.text }] : []
  return [
    ...own,
    ...inputs.values.map(path => ({ name: path === '-' ? '<stdin>' : path, text: readText(path, maxSize) })),
  ]
}

function read(
  inputs: Inputs,
  folder: DevtronFolder | null,
  files: { name: string; text: string }[],
  options: DevtronOptions,
) {
  const sets = setLayers({
    '--set': inputs.set,
    '--set-string': inputs['set-string'],
    '--set-json': inputs['set-json'],
  })
  try {
    return readDevtron(
      { defaults: folder?.defaults ?? null, files, sets, nullSemantics: inputs['null-semantics'] },
      options,
    )
  } catch (error) {
    if (error instanceof SetError) throw new InputError(error.message)
    throw error
  }
}

function devtronOptions(inputs: Inputs, folder: DevtronFolder | null, given: Objects): DevtronOptions {
  const chart = folder?.chart ?? chartNamed(inputs.chart)
  if (!chart) {
    const guess = nearest(inputs.chart, Object.keys(charts))
    const known = Object.keys(charts).join(', ')
    throw new InputError(`--chart ${inputs.chart}: serin knows ${known}${guess ? `; did you mean ${guess}?` : ''}`)
  }
  const app = inputs.app ?? folder?.app ?? appOf(inputs.values)
  return {
    identity: {
      app,
      release: inputs.release ?? app,
      namespace: inputs.namespace,
      chartVersion: inputs['chart-version'] ?? folder?.chartVersion ?? charts[chart].version,
    },
    chart,
    kubeMinor: kubeMinorOf(inputs),
    compat: inputs.compat,
    withoutFixes: withoutFixes(inputs['no-fix']),
    settings: settingsOf(inputs),
    refs: inputs.refs,
    given: { objects: manifestsOf(given.given), placeOf: given.placeOf },
  }
}

/** The folder of the first values file, as charts are laid out; for stdin the folder where serin runs. */
function appOf([first = '-']: string[]): string {
  return basename(first === '-' ? process.cwd() : dirname(resolve(first)))
}

function withoutFixes(names: string[]): ReadonlySet<string> {
  for (const name of names) {
    if (fixNames.includes(name)) continue
    const guess = nearest(name, fixNames)
    throw new InputError(
      `--no-fix ${name}: ${guess ? `did you mean ${guess}? ` : ''}The fixes are ${fixNames.join(', ')}`,
    )
  }
  return new Set(names)
}
