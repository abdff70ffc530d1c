import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { applyDefaults } from '../../../src/gitops/defaults/apply.ts'
import { isNamespacedKind, typeNameOf } from '../../../src/gitops/defaults/kinds.ts'
import { fieldsOf, typeOfKind } from '../../../src/gitops/defaults/schema.ts'
import { toTyped } from '../../../src/gitops/defaults/typed.ts'
import { isMap, type Json, type JsonMap } from '../../../src/values/json.ts'

interface Case {
  id: string
  git: JsonMap[]
  live: JsonMap[]
  comparePatches: Json[]
  expect: { status: { kind: string; name: string }[] }
}

const cases: Case[] = JSON.parse(readFileSync('fixtures/golden/fleet/cases.json', 'utf8'))

/** Live objects of built-in kinds that nobody changed by hand after a Kubernetes 1.34 API server had filled them in. */
const untouched = cases
  .filter(({ comparePatches, expect: { status } }) => comparePatches.length === 0 && status.length === 0)
  .flatMap(({ id, git, live }) => live.map(object => ({ id, git, object })))
  .filter(({ object }) => typeNameOf(String(object['apiVersion']), String(object['kind'])) !== undefined)

describe('against objects that a Kubernetes 1.34 API server has filled in', () => {
  it('has some to look at', () => {
    expect(untouched.length).toBeGreaterThan(40)
  })

  it.each(untouched)('adds nothing to the $object.kind of $id', ({ object }) => {
    expect({ ...applyDefaults(object), status: null }).toEqual({ ...object, status: null })
  })

  it.each(untouched)('says nothing of the $object.kind of $id that the server does not', ({ git, object }) => {
    const own = git.find(each => nameOf(each) === nameOf(object))
    if (!own) return
    const { spec } = canonical(object)
    expect(differences(canonical(applyDefaults(own))['spec'], spec).filter(path => path !== '/replicas')).toEqual([])
  })
})

describe('defaults', () => {
  const container = (fields: JsonMap) => ({
    apiVersion: 'v1',
    kind: 'PodTemplate',
    metadata: { name: 'p' },
    template: { spec: { containers: [{ name: 'c', ...fields }] } },
  })
  const pullPolicy = (image: string) => {
    const { template } = applyDefaults(container({ image }))
    const [first] = at(template, 'spec', 'containers') as JsonMap[]
    return first?.['imagePullPolicy']
  }

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['nginx:1.27', 'IfNotPresent'],
    ['registry:5000/team/app', 'Always'],
    ['registry:5000/team/app:v1', 'IfNotPresent'],
    [`app@sha256:${'a'.repeat(64)}`, 'IfNotPresent'],
    ['Not An Image', 'IfNotPresent'],
  ])('pull %s %s', (image, policy) => {
    expect(pullPolicy(image)).toBe(policy)
  })

  it('leave an object alone that its type cannot hold', () => {
    const broken = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { replicas: 'two' } }
    expect(applyDefaults(broken)).toBe(broken)
  })

  it('leave custom resources alone', () => {
    const canary = { apiVersion: 'flagger.app/v1beta1', kind: 'Canary', metadata: { name: 'x' }, spec: {} }
    expect(applyDefaults(canary)).toBe(canary)
  })

  it('keep fields that the type does not know', () => {
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { typo: 1 } }
    expect(applyDefaults(deployment)['spec']).toMatchObject({
      typo: 1,
      replicas: 1,
      strategy: { type: 'RollingUpdate' },
    })
  })

  it('round requests to thousandths, up', () => {
    const { template } = applyDefaults(container({ resources: { requests: { cpu: '0.0001', memory: '64Mi' } } }))
    const [first] = at(template, 'spec', 'containers') as JsonMap[]
    expect(first?.['resources']).toEqual({ requests: { cpu: '1m', memory: '64Mi' } })
  })

  it('follow the type of a Service', () => {
    const service = (spec: JsonMap) =>
      applyDefaults({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec })['spec']
    expect(service({ type: 'LoadBalancer', ports: [{ port: 80 }] })).toEqual({
      type: 'LoadBalancer',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
      sessionAffinity: 'None',
      externalTrafficPolicy: 'Cluster',
      internalTrafficPolicy: 'Cluster',
      allocateLoadBalancerNodePorts: true,
    })
    expect(service({ sessionAffinity: 'ClientIP' })).toMatchObject({
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
    })
  })
})

describe('the table of types', () => {
  it('reads its notation', () => {
    const spec = fieldsOf('DeploymentSpec')
    expect(spec.get('replicas')).toEqual({
      name: 'replicas',
      type: { pointer: true, is: 'scalar', scalar: 'int32' },
      omitEmpty: true,
      merge: { strategy: null, key: '', retainKeys: false },
    })
    expect(spec.get('strategy')?.merge.retainKeys).toBe(true)
    expect(fieldsOf('ServiceSpec').get('ports')?.merge).toEqual({ strategy: 'merge', key: 'port', retainKeys: false })
    expect(fieldsOf('PodSpec').get('volumes')?.merge).toEqual({ strategy: 'merge', key: 'name', retainKeys: true })
  })

  it('knows where kinds live', () => {
    expect(isNamespacedKind('apps/v1', 'Deployment')).toBe(true)
    expect(isNamespacedKind('v1', 'Namespace')).toBe(false)
    expect(isNamespacedKind('flagger.app/v1beta1', 'Canary')).toBeUndefined()
  })
})

function at(value: Json | undefined, ...path: string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => (isMap(inner) ? inner[key] : undefined), value)
}

/** Quantities in one form, empty fields left out. */
function canonical(object: JsonMap): JsonMap {
  const type = typeOfKind(String(object['apiVersion']), String(object['kind']))
  return (type && toTyped(object, type)) ?? object
}

function nameOf(object: JsonMap): string {
  return `${object['kind']} ${at(object, 'metadata', 'name')}`
}

/** What `ours` says and `theirs` does not, maps and lists gone through. */
function differences(ours: Json | undefined, theirs: Json | undefined, path = ''): string[] {
  if (isMap(ours) && isMap(theirs)) {
    return Object.keys(ours).flatMap(key => differences(ours[key], theirs[key], `${path}/${key}`))
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.flatMap((item, i) => differences(item, theirs[i], `${path}/${i}`))
  }
  const empty =
    (isMap(ours) && Object.keys(ours).length === 0) || (Array.isArray(ours) && ours.length === 0) || ours === null
  return empty || JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [path]
}
