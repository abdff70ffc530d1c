import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type ChartName, newestChart } from '../devtron/charts.ts'
import { chartOfFolder, environmentsOf } from '../devtron/folder.ts'
import { type ChartVersion, chartNamed as rolloutChartNamed } from '../rollouts/devtron/charts.ts'
import { isMap, type JsonMap } from '../values/json.ts'
import type { FileLayer } from '../values/layers.ts'
import { readYaml } from '../values/yaml/index.ts'
import { InputError, readText, reasonOf } from './read.ts'

/** A chart folder that Devtron committed to Git. */
export interface DevtronFolder {
  app: string
  chart: ChartName
  /** One of the charts that render a Rollout; `chart` says nothing then. */
  rolloutChart: ChartVersion | null
  chartVersion: string
  defaults: FileLayer
  /** null when the folder holds no values of an environment; `-f` gives them then. */
  values: { path: string; text: string } | null
}

/** @throws InputError */
export function readDevtronFolder(
  folder: string,
  env: string | undefined,
  hasValues: boolean,
  maxSize: number,
): DevtronFolder {
  const files = listFolder(folder)
  const chartFile = join(folder, 'Chart.yaml')
  const { name, version } = readMap(chartFile, readText(chartFile, maxSize))
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new InputError(`${chartFile} has no name and version, so ${folder} is no chart`)
  }
  const parent = basename(dirname(resolve(folder)))
  const rolloutChart = rolloutChartNamed(parent)
  const chart = rolloutChart ? newestChart : chartOfFolder(parent, version)
  if (!chart) throw new InputError(`${chartFile}: serin does not know the Devtron chart of version ${version}`)
  const valuesFile = join(folder, 'values.yaml')
  const text = readText(valuesFile, maxSize)
  return {
    app: name,
    chart,
    rolloutChart,
    chartVersion: version,
    defaults: {
      kind: 'defaults',
      name: `chart defaults ${valuesFile}`,
      file: valuesFile,
      text,
      data: readMap(valuesFile, text),
    },
    values: valuesOf(folder, files, env, hasValues, maxSize),
  }
}

function valuesOf(folder: string, files: string[], env: string | undefined, hasValues: boolean, maxSize: number) {
  const environments = environmentsOf(files)
  const wanted = env === undefined ? environments : environments.filter(({ id }) => id === env)
  if (env !== undefined && wanted.length === 0) {
    throw new InputError(
      `${folder} has no _${env}-values.yaml; it has ${environments.map(({ file }) => file).join(', ') || 'none'}`,
    )
  }
  if (env === undefined && hasValues) return null
  if (wanted.length > 1) {
    const ids = wanted.map(({ id }) => id).join(', ')
    throw new InputError(`${folder} holds the values of several environments (${ids}): choose one with --env`)
  }
  const [only] = wanted
  if (!only) throw new InputError(`${folder} holds no _<envId>-values.yaml; give the values with -f`)
  const path = join(folder, only.file)
  return { path, text: readText(path, maxSize) }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    throw new InputError(`cannot read ${folder}: ${reasonOf(error)}`)
  }
}

function readMap(path: string, text: string): JsonMap {
  const { documents, fault } = readYaml(text, { duplicates: 'last', documents: 'first' })
  const [data = {}] = documents ?? []
  if (fault) throw new InputError(`cannot read ${path}: ${fault.message}`)
  if (!isMap(data)) throw new InputError(`cannot read ${path}: it is no map of keys`)
  return data
}
