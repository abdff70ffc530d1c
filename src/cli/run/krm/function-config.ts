import type { Inputs } from '../../../project/inputs.ts'
import { getKey, isMap, type Json, type JsonMap, printJson, sameData } from '../../../values/json.ts'
import { nearest } from '../../../values/nearest.ts'
import { type Pointer, pointer } from '../../../values/pointer.ts'
import { list } from '../../../values/quote.ts'
import { type Located, readYaml } from '../../../values/yaml/index.ts'
import { parseArgs } from '../../args.ts'
import { inputOptions, type Option } from '../../options.ts'
import { UsageError } from '../../usage.ts'
import type { Resource, ResourceList } from './resource-list.ts'

/** What the function is asked to do. */
export interface FunctionConfig {
  inputs: Inputs
  /** Null when the canaries are among the items. */
  values: ValuesText | null
  generated: Generated
  /** No manifest at all is fine. */
  allowEmpty: boolean
}

export interface ValuesText {
  name: string
  text: string
  /** Where they stand in the functionConfig. */
  at: Pointer
}

const generatedChoices = ['omit', 'preview', 'apply'] as const
/** What becomes of the manifests that the controller creates. */
export type Generated = (typeof generatedChoices)[number]

/** Values written where the ResourceList has them, so that their places are places of the list. */
export const listName = '<stdin>'
/** Values that are a text themselves, as in a ConfigMap. */
export const textName = '<values>'
/** Values that can be read only where they stand, because of an anchor that stands outside of them: written anew. */
export const printedName = '<printed values>'

/** A setting has the name of its option in camelCase; these options name files, which a function does not read. */
const files = ['values', 'set', 'set-string', 'set-json', 'devtron', 'env', 'manifests', 'config', 'max-size']
const settings = new Map<string, [name: string, option: Option]>(
  Object.entries(inputOptions)
    .filter(([name]) => !files.includes(name) && name !== 'changed-since' && !name.startsWith('no-enable-'))
    .map(([name, option]) => [camelCase(name), [name, option]]),
)
const ownSettings = ['generated', 'allowEmpty']

/**
 * Reads a functionConfig: `spec` (or for a ConfigMap `data`) holds settings, and `values` or the values themselves.
 *
 * @throws UsageError, InputError
 */
export function readFunctionConfig(config: Resource | null, { text }: ResourceList): FunctionConfig {
  const { body, at } = bodyOf(config)
  const isValues = getKey(body, 'flaggerCanary') !== undefined
  const { values, generated = 'omit', allowEmpty = false, ...given } = isValues ? { values: body } : body
  const chosen = generatedChoices.find(each => each === generated)
  if (!chosen) throw new UsageError(`generated is ${show(generated)}; expected ${list(generatedChoices, 'or')}`)
  const place = isValues ? at : at + pointer('values')
  return {
    inputs: parseArgs([...namesOf(config), ...Object.entries(given).flatMap(words)], inputOptions).options,
    values:
      values === undefined || values === null
        ? null
        : { ...valuesText(values, nodeAt(config, place), text), at: place },
    generated: chosen,
    allowEmpty: allowEmpty === true || allowEmpty === 'true',
  }
}

/** Where settings stand: `data` of a ConfigMap, `spec`, or the root beside apiVersion, kind and metadata. */
function bodyOf(config: Resource | null): { body: JsonMap; at: Pointer } {
  if (!config) return { body: {}, at: '' }
  for (const key of config.data['kind'] === 'ConfigMap' ? ['data'] : ['spec']) {
    const body = config.data[key]
    if (isMap(body)) return { body, at: pointer(key) }
  }
  const { apiVersion: _, kind: __, metadata: ___, ...body } = config.data
  return { body, at: '' }
}

function nodeAt(config: Resource | null, at: Pointer): Located | undefined {
  let node = config?.node
  for (const key of at.split('/').slice(1)) node = node?.entries?.get(key)?.value
  return node
}

/** The app and the namespace are those of the functionConfig itself, unless it says otherwise. */
function namesOf(config: Resource | null): string[] {
  const metadata = config?.data['metadata']
  if (!isMap(metadata)) return []
  const { name, namespace } = metadata
  return [
    // kpt's name for a functionConfig that was given as KEY=VALUE.
    ...(typeof name === 'string' && name !== 'function-input' ? [`--app=${name}`] : []),
    ...(typeof namespace === 'string' ? [`--namespace=${namespace}`] : []),
  ]
}

/** A setting as the words of its option, so that both are checked by the same table. */
function words([key, value]: [string, Json]): string[] {
  const found = settings.get(key)
  if (!found) {
    const guess = nearest(key, [...settings.keys(), ...ownSettings, 'values'])
    throw new UsageError(`unknown setting ${key}${guess ? `; did you mean ${guess}?` : ''}`)
  }
  const [name, { type }] = found
  const parts = (Array.isArray(value) ? value : [value]).map(part => {
    if (part === null || typeof part === 'object') throw new UsageError(`${key} is ${show(part)}; expected a text`)
    return String(part)
  })
  if (name === 'enable-config-tracking') return [`--no-${name}=${parts[0] === 'false'}`]
  if (type !== 'list') return [`--${name}=${parts.join(',')}`]
  return parts.flatMap(part => part.split(',')).map(part => `--${name}=${part}`)
}

/** The text of the list with everything blank but the values: what is found there keeps its line and column. */
function valuesText(values: Json, node: Located | undefined, text: string): Omit<ValuesText, 'at'> {
  if (typeof values === 'string') return { name: textName, text: values }
  if (!isMap(values)) throw new UsageError(`values is ${show(values)}; expected a map, or a text in YAML`)
  if (node) {
    const blank = text.slice(0, node.start).replaceAll(/[^\n]/g, ' ')
    const own = blank + text.slice(node.start, node.end)
    const { documents } = readYaml(own)
    if (documents && sameData(documents[0], values)) return { name: listName, text: own }
  }
  return { name: printedName, text: printJson(values) }
}

/** Names the setting as the functionConfig does, where a message names the option. */
export function inSettings(message: string): string {
  return message.replaceAll(/--([a-z]+(?:-[a-z]+)*)/g, (whole, name) =>
    name in inputOptions ? camelCase(name) : whole,
  )
}

function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function show(value: Json): string {
  return printJson(value, '', ' ')
}
