import { basename, dirname, resolve } from 'node:path'
import { chartNamed, charts, newestChart } from '../devtron/charts.ts'
import { fixNames } from '../devtron/fixes/index.ts'
import type { Reading } from '../library/reading.ts'
import type { ManifestFile } from '../manifests/source.ts'
import { chartNamed as rolloutChartNamed } from '../rollouts/devtron/charts.ts'
import { nearest } from '../values/nearest.ts'
import type { DevtronFolder } from './devtron-folder.ts'
import { type Inputs, kubeMinorOf, maxSizeOf, settingsOf, stdinName } from './inputs.ts'
import { InputError, readText } from './read.ts'
import { setLayers } from './set-layers.ts'

/** The texts of the values, and of what they are to mean.
 *
 * @throws InputError */
export function readingOf(
  inputs: Inputs,
  folder: DevtronFolder | null,
  manifests: readonly ManifestFile[],
  files: Reading['values']['files'] = readFiles(inputs, folder),
): Reading {
  return {
    values: {
      defaults: folder?.defaults ?? null,
      files,
      sets: setLayers({
        '--set': inputs.set,
        '--set-string': inputs['set-string'],
        '--set-json': inputs['set-json'],
      }),
      nullSemantics: inputs['null-semantics'],
    },
    manifests,
    options: devtronOptions(inputs, folder),
  }
}

function readFiles(inputs: Inputs, folder: DevtronFolder | null): { name: string; text: string }[] {
  const maxSize = maxSizeOf(inputs)
  if (inputs.values.filter(path => path === '-').length > 1) throw new InputError('stdin (-f -) can be read once only')
  const own = folder?.values ? [{ name: folder.values.path, text: folder.values.text }] : []
  return [
    ...own,
    ...inputs.values.map(path => ({ name: path === '-' ? stdinName(inputs) : path, text: readText(path, maxSize) })),
  ]
}

function devtronOptions(inputs: Inputs, folder: DevtronFolder | null): Reading['options'] {
  const rolloutChart = folder ? folder.rolloutChart : rolloutChartNamed(inputs.chart)
  const chart = folder?.chart ?? (rolloutChart ? newestChart : chartNamed(inputs.chart))
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
    rolloutChart,
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
