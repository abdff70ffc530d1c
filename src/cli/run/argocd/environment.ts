import { posix } from 'node:path'
import { getKey, isMap, type Json, typeName } from '../../../values/json.ts'
import { nearest } from '../../../values/nearest.ts'
import { parseArgs } from '../../args.ts'
import { inputOptions, type Options, type Parsed } from '../../options.ts'
import { UsageError } from '../../usage.ts'

/** Options of the plugin beyond the inputs. */
export const pluginOptions = {
  ...inputOptions,
  generated: {
    type: 'text',
    value: 'HOW',
    text: 'what the controller creates: leave it to the controller, or apply it as well',
    choices: ['omit', 'apply'],
    default: 'omit',
  },
  'allow-empty': { type: 'flag', text: 'no manifest at all is fine; Argo CD then deletes what the application has' },
} as const satisfies Options

/** What a parameter may hold (Argo CD 3.6, ApplicationSourcePluginParameter). */
export interface Parameter {
  name: string
  values: string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Options that a parameter may not set: the plugin decides on them. */
const fixed = new Set(['config', 'changed-since', 'max-size'])

export function isParameter(name: string): boolean {
  return Object.hasOwn(pluginOptions, name) && !fixed.has(name) && !name.startsWith('no-enable-')
}

export type Asked = Parsed<typeof pluginOptions>

/**
 * What an application asks for. What counts least stands first: what Argo CD says of the application, its `plugin.env`, its
 * `plugin.parameters` (Argo CD 3.6, reposerver/repository, newEnv and getPluginEnvs).
 *
 * @throws UsageError
 */
export function askedBy(environment: Environment): Asked {
  return parse([...fromEnv(environment), ...parametersOf(environment)], cluster(environment))
}

/** The same where no serin.yaml names the app and its release: Argo CD does. */
export function withNames(environment: Environment): Asked {
  return parse(
    [...fromEnv(environment), ...parametersOf(environment)],
    [...cluster(environment), ...names(environment)],
  )
}

function parse(given: readonly Parameter[], otherwise: readonly Parameter[]): Asked {
  const own = new Set(given.map(({ name }) => name))
  // A list is replaced as a whole; the last one counts.
  const last = new Map(given.map(parameter => [parameter.name, parameter]))
  const words = [...otherwise.filter(({ name }) => !own.has(name)), ...last.values()].flatMap(toWords)
  return parseArgs(words, pluginOptions).options
}

/** The namespace that the application goes to, and the version of the cluster; only `generate` is told. */
function cluster({ ARGOCD_APP_NAMESPACE: namespace, KUBE_VERSION: version }: Environment): Parameter[] {
  return [
    ...(namespace ? [{ name: 'namespace', values: [namespace] }] : []),
    ...(version ? [{ name: 'kube-version', values: [version] }] : []),
  ]
}

function names(environment: Environment): Parameter[] {
  const name = appName(environment)
  const app = folderName(environment) ?? name
  return [...(app ? [{ name: 'app', values: [app] }] : []), ...(name ? [{ name: 'release', values: [name] }] : [])]
}

/** An application in a namespace of its own is told as `namespace_name`; Argo CD’s own Helm drops that part, too. */
function appName({ ARGOCD_APP_NAME: name }: Environment): string | undefined {
  return name?.slice(name.indexOf('_') + 1)
}

/** The folder that the plugin runs in has a random name when it is the root of the repository. */
function folderName({ ARGOCD_APP_SOURCE_PATH: path = '.' }: Environment): string | null {
  const folder = posix.basename(posix.normalize(path))
  return folder === '.' || folder === '..' || folder === '' ? null : folder
}

/** `plugin.env`: Argo CD puts ARGOCD_ENV_ before each name, and only SERIN_ is ours. */
const prefix = 'ARGOCD_ENV_SERIN_'

function fromEnv(environment: Environment): Parameter[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    if (!variable.startsWith(prefix) || value === undefined) return []
    const name = variable.slice(prefix.length).toLowerCase().replaceAll('_', '-')
    check(name, `SERIN_${variable.slice(prefix.length)} in plugin.env`)
    return [{ name, values: isList(name) ? value.split(',') : [value] }]
  })
}

/**
 * `plugin.parameters`. PARAM_* says the same with names that may clash, so it counts only where there is no JSON, as when the
 * plugin is tried by hand.
 */
export function parametersOf(environment: Environment): Parameter[] {
  const text = environment['ARGOCD_APP_PARAMETERS']
  if (text === undefined) return fromVariables(environment)
  const parameters = parseJson(text)
  // What Argo CD makes of `plugin: {}`.
  if (parameters === null) return []
  if (!Array.isArray(parameters)) throw new UsageError('ARGOCD_APP_PARAMETERS is no list')
  return parameters.map(parameterOf)
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('ARGOCD_APP_PARAMETERS is no JSON')
  }
}

function parameterOf(parameter: Json): Parameter {
  const { name, string, array, map } = isMap(parameter) ? parameter : {}
  if (typeof name !== 'string') throw new UsageError('a plugin parameter has no name')
  check(name, `plugin parameter ${name}`)
  if (isMap(map)) return { name, values: Object.keys(map).map(key => assignment(key, textOf(name, getKey(map, key)))) }
  if (Array.isArray(array)) return { name, values: array.map(item => textOf(name, item)) }
  const text = textOf(name, string)
  return { name, values: text === '' ? [] : [text] }
}

/** Argo CD holds texts alone; other scalars get here when the plugin is tried by hand. */
function textOf(name: string, value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value)
  throw new UsageError(`plugin parameter ${name}: expected a text, found a ${typeName(value)}`)
}

/** In `--set` a comma begins another assignment; braces hold a list. */
function assignment(key: string, text: string): string {
  return `${key}=${text.startsWith('{') ? text : text.replaceAll(/[\\,]/g, '\\$&')}`
}

function fromVariables(environment: Environment): Parameter[] {
  return Object.keys(pluginOptions)
    .filter(isParameter)
    .flatMap(name => {
      const variable = `PARAM_${name.toUpperCase().replaceAll('-', '_')}`
      const single = environment[variable]
      const values = single === undefined ? [] : [single]
      for (let i = 0; environment[`${variable}_${i}`] !== undefined; i++)
        values.push(environment[`${variable}_${i}`] ?? '')
      return values.length > 0 ? [{ name, values }] : []
    })
}

function check(name: string, what: string): void {
  if (isParameter(name)) return
  const guess = nearest(name, Object.keys(pluginOptions).filter(isParameter))
  throw new UsageError(`${what} is unknown${guess ? `; did you mean ${guess}?` : ''}`)
}

function isList(name: string): boolean {
  return optionOf(name)?.type === 'list'
}

function optionOf(name: string): Options[string] | undefined {
  const table: Options = pluginOptions
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function toWords({ name, values }: Parameter): string[] {
  if (name === 'enable-config-tracking') return [`--no-${name}=${values[0] === 'false'}`]
  const type = optionOf(name)?.type
  return type === 'text'
    ? [`--${name}=${values.join(',')}`].filter(() => values.length > 0)
    : values.map(value => `--${name}=${value}`)
}
