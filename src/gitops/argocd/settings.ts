import { parse } from 'yaml'
import { compare } from '../../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap } from '../../values/json.ts'

/** What argocd-cm sets for a kind (`resource.customizations.…`). */
export interface Override {
  jsonPointers: string[]
  jqPathExpressions: string[]
  managedFieldsManagers: string[]
  knownTypeFields: KnownTypeField[]
  healthLua: string | null
}

/** A field of a custom resource that is written as a type of Kubernetes' own. */
export interface KnownTypeField {
  field: string
  type: string
}

export type TrackingMethod = 'annotation' | 'label' | 'annotation+label'

export interface Settings {
  /** By `group/kind`, as Argo CD writes the key: `ConfigMap` alone for a key of argocd-cm without a group. */
  overrides: Map<string, Override>
  ignoreAggregatedRoles: boolean
  labelKey: string
  tracking: TrackingMethod
}

const customizations = 'resource.customizations'
const everyKind = '*/*'

/**
 * The settings that a comparison reads from argocd-cm (Argo CD 3.6, util/settings/settings.go, GetResourceOverrides and
 * GetResourceCompareOptions). The shipped ConfigMap adds nothing to them but `/status` ignored for all kinds.
 */
export function readSettings(argocdCm: Record<string, string>): Settings | { error: string } {
  const overrides = new Map<string, Override>()
  const old = readYaml(argocdCm[customizations] ?? '')
  if (old === undefined) return { error: `${customizations} is not YAML` }
  if (isMap(old)) for (const kind of Object.keys(old)) overrides.set(kind, oldOverride(getKey(old, kind) ?? null))
  for (const key of Object.keys(argocdCm).sort(compare)) {
    const problem = key.startsWith(`${customizations}.`) ? readCustomization(key, argocdCm[key] ?? '', overrides) : null
    if (problem !== null) return { error: problem }
  }
  const options = readYaml(argocdCm['resource.compareoptions'] ?? '')
  const compareOptions = isMap(options) ? options : {}
  ignoreStatus(compareOptions['ignoreResourceStatusField'], overrides)
  return {
    overrides,
    ignoreAggregatedRoles: compareOptions['ignoreAggregatedRoles'] === true,
    labelKey: argocdCm['application.instanceLabelKey'] || 'app.kubernetes.io/instance',
    tracking: trackingMethod(argocdCm['application.resourceTrackingMethod'] ?? ''),
  }
}

/** Any other value works like `annotation`. */
function trackingMethod(value: string): TrackingMethod {
  return value === 'label' || value === 'annotation+label' ? value : 'annotation'
}

function readCustomization(key: string, value: string, overrides: Map<string, Override>): string | null {
  const [, , type, kind] = splitAtDots(key)
  if (type === undefined || kind === undefined) return null
  const parts = kind.split('_')
  if (parts.length > 2 || kind === '') return `${key}: not resource.customizations.<type>.<group_kind>`
  const id = kind === 'all' ? everyKind : parts.join('/')
  const override = overrides.get(id) ?? noOverride()
  overrides.set(id, override)
  switch (type) {
    case 'health':
      override.healthLua = value
      return null
    case 'ignoreDifferences': {
      const rules = readYaml(value)
      if (rules === undefined) return `${key} is not YAML`
      Object.assign(override, ignoredIn(rules))
      return null
    }
    case 'knownTypeFields':
      override.knownTypeFields = knownTypes(readYaml(value))
      return null
    case 'useOpenLibs':
    case 'actions':
    case 'ignoreResourceUpdates':
      return null
    default:
      return `resource customization type ${type} not supported`
  }
}

/** Four parts at most: a group has dots. */
function splitAtDots(key: string): string[] {
  const parts = key.split('.')
  return parts.length < 4 ? parts : [...parts.slice(0, 3), parts.slice(3).join('.')]
}

function noOverride(): Override {
  return { jsonPointers: [], jqPathExpressions: [], managedFieldsManagers: [], knownTypeFields: [], healthLua: null }
}

/** An entry of the old single key; its ignoreDifferences are YAML in YAML. */
function oldOverride(value: Json): Override {
  const entry = isMap(value) ? value : {}
  const ignored = entry['ignoreDifferences']
  const lua = entry['health.lua']
  return {
    ...noOverride(),
    ...ignoredIn(typeof ignored === 'string' ? readYaml(ignored) : undefined),
    knownTypeFields: knownTypes(entry['knownTypeFields']),
    healthLua: typeof lua === 'string' ? lua : null,
  }
}

function ignoredIn(
  value: Json | undefined,
): Pick<Override, 'jsonPointers' | 'jqPathExpressions' | 'managedFieldsManagers'> {
  const rules: JsonMap = isMap(value) ? value : {}
  return {
    jsonPointers: texts(rules['jsonPointers']),
    jqPathExpressions: texts(rules['jqPathExpressions']),
    managedFieldsManagers: texts(rules['managedFieldsManagers']),
  }
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

function knownTypes(value: Json | undefined): KnownTypeField[] {
  return (Array.isArray(value) ? value : []).filter(isMap).map(entry => ({
    field: String(entry['field'] ?? ''),
    type: String(entry['type'] ?? ''),
  }))
}

/** `ignoreResourceStatusField`: all (also for anything unknown), crd or none; YAML reads `off` as false. */
function ignoreStatus(option: Json | undefined, overrides: Map<string, Override>): void {
  if (option === 'none' || option === 'off' || option === 'false' || option === false) return
  const id = option === 'crd' ? 'apiextensions.k8s.io/CustomResourceDefinition' : everyKind
  const override = overrides.get(id) ?? noOverride()
  override.jsonPointers = [...override.jsonPointers, '/status']
  overrides.set(id, override)
}

/** Undefined for what is no YAML; null for nothing. */
function readYaml(text: string): Json | undefined {
  try {
    const value: Json = parse(text, { version: '1.1', logLevel: 'silent' }) ?? null
    return value
  } catch {
    return undefined
  }
}
