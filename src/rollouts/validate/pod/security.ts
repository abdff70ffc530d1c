import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import { type Violation, violations } from '../../decode/constraints.ts'
import type { Container, PodSpec } from '../../pods.ts'
import { mapAt, mapsAt, repeated } from './one-of.ts'

/** k8s.io/kubernetes 1.34, ValidateSecurityContext. */
export function securityFaults(container: Container, at: Pointer): Violation[] {
  const context = mapAt(container, 'securityContext')
  const path = `${at}/securityContext`
  const found = profileFaults(context, path)
  if (context['procMount'] === 'Unmasked') {
    // hostUsers does not reach the linter: it stands elsewhere in the internal types.
    found.push({ path: `${path}/procMount`, message: 'the linter refuses Unmasked' })
  }
  const added = mapAt(context, 'capabilities')['add']
  if (context['allowPrivilegeEscalation'] === false && Array.isArray(added) && added.includes('CAP_SYS_ADMIN')) {
    found.push({ path, message: 'CAP_SYS_ADMIN needs allowPrivilegeEscalation' })
  }
  return found
}

/** k8s.io/kubernetes 1.34, validatePodSpecSecurityContext. */
export function podSecurityFaults(spec: PodSpec, at: Pointer): Violation[] {
  const context = mapAt(spec, 'securityContext')
  const path = `${at}/securityContext`
  const sysctls = mapsAt(context, 'sysctls', path).map(one => ({
    value: String(one.item['name'] ?? ''),
    at: `${one.at}/name`,
  }))
  return [...profileFaults(context, path), ...repeated(sysctls.filter(({ value }) => value !== ''))]
}

const relativePath = { schema: { type: 'string', format: 'relative-path' }, file: '' }

function profileFaults(context: JsonMap, path: Pointer): Violation[] {
  const { seccompProfile: seccomp, appArmorProfile: appArmor } = context
  return [
    ...(isMap(seccomp) ? seccompFaults(seccomp, `${path}/seccompProfile/localhostProfile`) : []),
    ...(isMap(appArmor) ? appArmorFaults(appArmor, `${path}/appArmorProfile/localhostProfile`) : []),
  ]
}

function seccompFaults({ type, localhostProfile: profile }: JsonMap, path: Pointer): Violation[] {
  if (type !== 'Localhost') return profile === undefined ? [] : [{ path, message: 'works with type Localhost only' }]
  return profile === undefined
    ? [{ path, message: 'must be given with type Localhost' }]
    : violations(relativePath, profile, path)
}

function appArmorFaults({ type, localhostProfile: profile }: JsonMap, path: Pointer): Violation[] {
  if (type !== 'Localhost') {
    const known = type === 'RuntimeDefault' || type === 'Unconfined'
    return profile === undefined || !known ? [] : [{ path, message: 'works with type Localhost only' }]
  }
  const name = typeof profile === 'string' ? profile : ''
  if (name.trim() === '') return [{ path, message: 'must be given with type Localhost' }]
  return name === name.trim() ? [] : [{ path, message: 'must not begin or end with a space' }]
}
