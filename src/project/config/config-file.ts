import { dirname, resolve } from 'node:path'
import { validate } from '#build/validators/serin-config.js'
import { fileLayer } from '../../values/file-layer.ts'
import { type Finding, type Place, type Problem, toFinding } from '../../values/finding.ts'
import type { Values } from '../../values/layers.ts'
import { placeOfValue } from '../../values/origin.ts'
import type { Pointer } from '../../values/pointer.ts'
import { schemaProblems } from '../../values/schema-problems.ts'
import { maskArguments } from '../../values/secret-values.ts'
import type { Config } from './config.ts'

/** A serin.yaml whose form is right, and where in it something stands. */
export interface ConfigFile {
  /** As people see it in findings. */
  file: string
  /** The folder that its paths are relative to, absolute. */
  folder: string
  text: string
  data: Config
  placeOf: (path: Pointer, part?: 'key' | 'value') => Place
}

/** The text of serin.yaml, or what is wrong with its form. */
export function parseConfig(file: string, text: string): ConfigFile | Finding[] {
  const layer = fileLayer(file, text)
  if (!('kind' in layer)) return [layer]
  const { data } = layer
  const values: Values = { data, layers: [layer], nullSemantics: 'devtron' }
  const placeOf: ConfigFile['placeOf'] = (path, part = 'value') => ({
    ...placeOfValue(values, path, part),
    layer: null,
  })
  const locate = ({ path, part }: Pick<Problem, 'path' | 'part'>) => placeOf(path, part)
  const problems = schemaProblems(maskArguments(data), { validate, file: 'serin-config.schema.json', object: null })
  if (problems.length > 0) return problems.map(problem => toFinding(problem, locate))
  const checked: unknown = data
  return { file, folder: dirname(resolve(file)), text, data: checked as Config, placeOf }
}
