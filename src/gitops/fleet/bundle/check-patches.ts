import { describeObject, type Problem } from '../../../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../../../values/json.ts'
import { pointer } from '../../../values/pointer.ts'
import { compileRules, isIgnored, operationsFor, pointersFor } from '../compare-patches.ts'
import { compileGoRegexp } from '../go-regexp.ts'
import { groupVersion, itemAt, refOfObject, textAt } from '../object.ts'
import type { BundleCode } from './codes.ts'

const ops = new Set(['add', 'remove', 'replace', 'test', 'ignore'])
/** Pointers that take away so much that nothing of the object is looked at any more. */
const broad = new Set(['/spec', '/metadata', '/data', '/spec/template', '/spec/template/spec'])

/**
 * Mistakes in `diff.comparePatches`, the bundle's own and those of its targets. `objects` are what the bundle deploys, as Fleet
 * sees them; null when they are not known (a chart).
 */
export function checkComparePatches(options: JsonMap, objects: JsonMap[] | null): Problem[] {
  const places = ['targets', 'targetCustomizations'].flatMap(field => {
    const list = options[field]
    return Array.isArray(list) ? list.map((target, i) => ({ holder: target, path: pointer(field, i) })) : []
  })
  return [{ holder: options as Json, path: '' }, ...places].flatMap(({ holder, path }) => {
    const patches = isMap(holder) ? itemAt(holder, 'diff', 'comparePatches') : undefined
    if (!Array.isArray(patches)) return []
    return patches.flatMap((patch, i) =>
      isMap(patch) ? checkEntry(patch, `${path}/diff/comparePatches/${i}`, objects) : [],
    )
  })
}

function checkEntry(patch: JsonMap, path: string, objects: JsonMap[] | null): Problem[] {
  const apiVersion = textAt(patch, 'apiVersion')
  if (!groupVersion(apiVersion)) {
    return [
      found('GO220', 'error', `${path}/apiVersion`, `apiVersion \`${apiVersion}\` leaves the bundle without a status`),
    ]
  }
  const pointers = listAt(patch, 'jsonPointers').filter(item => typeof item === 'string')
  const operations = listAt(patch, 'operations').filter(isMap)
  const problems = [
    ...pointers.flatMap((each, i) => checkPointer(each, `${path}/jsonPointers/${i}`)),
    ...operations.flatMap((each, i) => checkOperation(each, `${path}/operations/${i}`)),
  ]
  const changes = operations.filter(each => textAt(each, 'op') !== 'ignore')
  if (changes.length > 0) problems.push(...checkIdentity(patch, path))
  if (changes.length > 1) {
    problems.push({
      ...found(
        'GO228',
        'info',
        `${path}/operations`,
        'when one of these operations fails, all of them are void on that side',
      ),
      help: 'jsonPointers fail one by one: prefer them.',
    })
  }
  if (pointers.length > 0) problems.push(...checkGroup(apiVersion, textAt(patch, 'kind'), path))
  if (changes.length < operations.length) problems.push(...checkIgnore(patch, path, objects))
  const isEmpty = pointers.length + operations.length === 0
  if (
    objects &&
    !isEmpty &&
    !problems.some(({ code }) => matching.has(code)) &&
    !objects.some(each => touches(patch, each))
  ) {
    problems.push(found('GO225', 'warning', path, 'this entry matches no object of the bundle'))
  }
  return problems
}

/** Problems that already say why an entry matches nothing. */
const matching: ReadonlySet<string> = new Set<BundleCode>(['GO221', 'GO224', 'GO226'])

function checkPointer(path: string, place: string): Problem[] {
  if (path.startsWith('/') && path.length > 1) {
    if (!broad.has(path)) return []
    const message = `\`${path}\` hides every drift below it`
    return [{ ...found('GO229', 'warning', place, message), help: 'Name the fields that another writer owns.' }]
  }
  const message = `pointer \`${path}\` names nothing`
  return [
    { ...found('GO223', 'error', place, message), help: 'Write a path such as /spec/replicas; `/` in a key is `~1`.' },
  ]
}

function checkOperation(operation: JsonMap, place: string): Problem[] {
  const [op, path] = [textAt(operation, 'op'), textAt(operation, 'path')]
  if (!ops.has(op)) {
    const needs =
      op === 'move' || op === 'copy' ? 'it needs a `from`, which fleet.yaml does not have' : 'it is no operation'
    const message = `op \`${op}\` fails and voids all operations of the object: ${needs}`
    return [found('GO222', 'error', place, message)]
  }
  return op === 'ignore' ? [] : checkPointer(path, `${place}/path`)
}

/** Operations match the version, the kind, the namespace and the name exactly; what is left out matches nothing else. */
function checkIdentity(patch: JsonMap, path: string): Problem[] {
  const missing = ['apiVersion', 'kind', 'name'].filter(field => textAt(patch, field) === '')
  if (missing.length === 0) return []
  const message = `operations match exactly, and this entry has no ${missing.join(' and no ')}: they never apply`
  return [found('GO221', 'error', path, message)]
}

/** `apps` is a version of the core group, and so is `*`. */
function checkGroup(apiVersion: string, kind: string, path: string): Problem[] {
  const isCore = apiVersion === '' || /^v\d/.test(apiVersion)
  if (apiVersion.includes('/') || isCore) return []
  const message = `jsonPointers take \`${apiVersion}\` for a version of the core group, so ${kind || 'the kind'} of another group never matches`
  const suggestion = apiVersion === '*' ? '*/*' : `${apiVersion}/v1`
  return [{ ...found('GO224', 'error', `${path}/apiVersion`, message), suggestion }]
}

function checkIgnore(patch: JsonMap, path: string, objects: JsonMap[] | null): Problem[] {
  const name = textAt(patch, 'name')
  if (!compileGoRegexp(name)) {
    return [found('GO226', 'error', `${path}/name`, `\`${name}\` is no regular expression: Fleet drops the entry`)]
  }
  const others = (objects ?? []).filter(object => refOfObject(object).name !== name && ignores(patch, object))
  const [first] = others
  if (name === '' || !first || /^\^.*\$$/.test(name)) return []
  const message = `the name is a regular expression that matches anywhere: also ${describeObject(refOfObject(first))}`
  return [{ ...found('GO227', 'warning', `${path}/name`, message), suggestion: `^${name}$` }]
}

function touches(patch: JsonMap, object: JsonMap): boolean {
  const compiled = compileRules([patch])
  if ('error' in compiled) return false
  const rules = compiled.done
  return pointersFor(rules, object).length > 0 || operationsFor(rules, object).length > 0 || ignores(patch, object)
}

function ignores(patch: JsonMap, object: JsonMap): boolean {
  const compiled = compileRules([patch])
  return !('error' in compiled) && isIgnored(compiled.done, refOfObject(object))
}

function found(code: BundleCode, severity: Problem['severity'], path: string, message: string): Problem {
  return { code, severity, object: null, path, message }
}

function listAt(map: JsonMap, key: string): Json[] {
  const value = map[key]
  return Array.isArray(value) ? value : []
}
