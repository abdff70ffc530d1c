import { validate } from '#build/validators/fleet.js'
import type { Problem } from '../../../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { schemaProblems } from '../../../values/schema-problems.ts'
import { withoutNulls } from '../merge-patch.ts'
import { itemAt, textAt } from '../object.ts'
import type { BundleCode } from './codes.ts'
import { comparePatchKey } from './options.ts'
import { customizationsOf, hasCriteria, matchesAll } from './targets.ts'

/** Fields that Fleet knows but fills itself. */
const internal: Record<string, string> = {
  resources: 'the files of the bundle',
  targetRestrictions: "the GitRepo's targets",
  contentsId: 'the stored content',
  helmOpOptions: 'the options of a HelmOp',
  valuesHash: 'the hash of the values',
  overwrites: 'what the bundle takes over from another one',
  allowedTargetNamespaceSelector: "the GitRepo's restriction",
}

/** Mistakes in the data of a fleet.yaml, manifests aside. */
export function checkOptions(options: JsonMap): Problem[] {
  return [...schemaFindings(options), ...nameProblems(options), ...valueProblems(options), ...targetProblems(options)]
}

/** A null is an absent field to Fleet. */
function schemaFindings(options: JsonMap): Problem[] {
  const file = 'fleet.schema.json'
  return schemaProblems(withoutNulls(options), { validate, file, object: null, unknownKey: 'GO201' }).map(problem => {
    if (problem.code !== 'GO201') return problem
    const own = internal[problem.path.slice(1)]
    const help = own ? `Fleet sets this itself: ${own}.` : 'Fleet drops keys that it does not know, silently.'
    return { help, ...problem }
  })
}

function nameProblems(options: JsonMap): Problem[] {
  const name = textAt(options, 'name')
  if (name === '' || (name.length <= 53 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name))) return []
  const message = `the bundle's name \`${name}\` is no Helm release name: at most 53 small letters, digits and dashes`
  return [problem('GO203', 'error', '/name', message)]
}

function valueProblems(options: JsonMap): Problem[] {
  const values = itemAt(options, 'helm', 'values')
  return Object.keys(isMap(values) ? values : {})
    .filter(key => /^[a-zA-Z][\w-]*(\.[\w-]+)+$/.test(key))
    .map(key => ({
      ...problem('GO204', 'warning', pointer('helm', 'values', key), `\`${key}\` is one key to Helm, not a path`),
      part: 'key',
      help: `Nest it: ${key.split('.').join(': {')}: …${'}'.repeat(key.split('.').length - 1)}`,
    }))
}

function targetProblems(options: JsonMap): Problem[] {
  const targets = customizationsOf(options)
  const isFirstMatch = options['targetCustomizationMode'] !== 'AllMatches'
  const catchAll = isFirstMatch ? targets.findIndex(({ target }) => matchesAll(target)) : -1
  return targets.flatMap(({ target, name, path }, i) => {
    const found: Problem[] = []
    if (!hasCriteria(target)) {
      const message = `target \`${name}\` has no criteria, so it matches no cluster`
      found.push({ ...problem('GO210', 'error', path, message), help: '`clusterSelector: {}` matches every cluster.' })
    } else if (catchAll >= 0 && i > catchAll) {
      const first = targets[catchAll]?.name ?? ''
      const message = `target \`${name}\` is never used: \`${first}\` before it matches every cluster`
      found.push(problem('GO211', 'warning', path, message))
    }
    return [...found, ...unmerged(target, name, path), ...leaks(target, name, path), ...replaced(options, target, path)]
  })
}

const leaking = ['namespaceLabels', 'namespaceAnnotations']
/** Known fields of a target and of its helm block that are not in `mergedFields`. */
const dropped = ['ignore', 'deleteNamespace', 'deleteCRDResources', 'createNamespace']
const droppedHelm = ['maxHistory', 'skipSchemaValidation', 'disableDependencyUpdate']

function unmerged(target: JsonMap, name: string, path: string): Problem[] {
  const fields = dropped.filter(field => isSet(target[field]))
  const helm = droppedHelm.filter(field => isSet(itemAt(target, 'helm', field))).map(field => `helm/${field}`)
  return [...fields, ...helm].map(field => ({
    ...problem(
      'GO212',
      'error',
      `${path}/${field}`,
      `\`${field.replace('/', '.')}\` of target \`${name}\` has no effect`,
    ),
    part: 'key',
    help: 'Fleet merges only some fields of a target; set this one for the whole bundle.',
  }))
}

function leaks(target: JsonMap, name: string, path: string): Problem[] {
  return leaking
    .filter(field => isSet(target[field]))
    .map(field =>
      problem(
        'GO213',
        'warning',
        `${path}/${field}`,
        `\`${field}\` of target \`${name}\` reach every cluster, matched or not`,
      ),
    )
}

/** Fleet 0.16 replaces an entry with the same object, 0.15 and before appended. */
function replaced(options: JsonMap, target: JsonMap, path: string): Problem[] {
  const own = entries(target)
  return entries(options).flatMap(({ entry: base }) => {
    const other = own.find(({ entry }) => comparePatchKey(entry) === comparePatchKey(base))
    if (!other) return []
    const lost = [...paths(base)].filter(each => !paths(other.entry).has(each))
    if (lost.length === 0) return []
    const message = `this entry takes the place of the bundle's for the same object, which also has ${lost.join(', ')}`
    return [
      {
        ...problem('GO214', 'warning', `${path}/diff/comparePatches/${other.place}`, message),
        help: 'Repeat what the bundle’s entry says; before Fleet 0.16 both counted.',
      },
    ]
  })
}

function entries(options: JsonMap): { entry: JsonMap; place: number }[] {
  const list = itemAt(options, 'diff', 'comparePatches')
  return Array.isArray(list) ? list.flatMap((entry, place) => (isMap(entry) ? [{ entry, place }] : [])) : []
}

function paths(entry: JsonMap): Set<string> {
  const { jsonPointers, operations } = entry
  const pointers = Array.isArray(jsonPointers) ? jsonPointers.map(String) : []
  const steps = Array.isArray(operations) ? operations.filter(isMap) : []
  return new Set([...pointers, ...steps.map(step => `${textAt(step, 'op')} ${textAt(step, 'path')}`.trim())])
}

function problem(code: BundleCode, severity: Problem['severity'], path: string, message: string): Problem {
  return { code, severity, object: null, path, message }
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null
}
