import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { maskSecrets } from '../../src/manifests/masked.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import { toFinding } from '../../src/values/finding.ts'
import { canaryOf, deploymentOf } from '../flagger/releases.ts'

const value = 'hunter2-c2VjcmV0'

/** All that can ever be said about the texts of a release: what was read, what is predicted, what is found. */
function everything(...texts: string[]): string {
  const files = texts.map((text, i) => ({ file: `${i}.yaml`, text }))
  const read = readReleases(files, { namespace: 'test', settings: defaultSettings, refs: 'assume' })
  const predictions = read.releases.map(release => {
    const { problems, ...rest } = predict(release)
    return [rest, problems.map(problem => toFinding(problem, release.locate, release.trace))]
  })
  const releases = read.releases.map(({ authored, cluster, canary }) => ({ authored, cluster, canary }))
  return JSON.stringify([read.findings, read.objects, releases, predictions, texts.map(maskSecrets)])
}

const workload = deploymentOf('shop', {}, { volumes: [{ name: 'keys', secret: { secretName: 'keys' } }] })
const release = [canaryOf('shop'), workload].map(object => JSON.stringify(object))

function secretWith(fields: object): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys', namespace: 'test' }, ...fields })
}

describe('the value of a Secret', () => {
  it.each([
    ['data', secretWith({ data: { password: value } })],
    ['stringData', secretWith({ stringData: { password: value } })],
    ['data that are no map', secretWith({ data: value })],
    ['data in a list', secretWith({ data: [value] })],
    ['a map in data', secretWith({ data: { password: { is: value } } })],
    [
      'what kubectl apply has noted',
      secretWith({
        metadata: { name: 'keys', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': value } },
      }),
    ],
    ['a Secret without a name', `kind: Secret\napiVersion: v1\nstringData: {password: ${value}}\n`],
    ['a Secret without apiVersion', `kind: Secret\nmetadata: {name: keys}\nstringData: {password: ${value}}\n`],
    ['items that are no list', `kind: List\napiVersion: v1\nitems: {kind: Secret, data: {password: ${value}}}\n`],
    ['a list of objects', `- kind: Secret\n  data: {password: ${value}}\n`],
    ['YAML that breaks', `kind: Secret\ndata:\n  password: "${value}" ${value}\n`],
    ['YAML that breaks inside', `kind: Secret\ndata:\n  password: a: ${value}: b\n`],
    ['a list as key', `kind: Secret\ndata:\n  ? [${value}]\n  : a\n`],
    ['a key that is there twice', `kind: Secret\ndata:\n  ${value}: a\n  ${value}: b\n`],
  ])('is never seen: %s', (_, text) => {
    expect(everything(...release, text)).not.toContain(value)
  })

  it('has a copy with the names of its keys', () => {
    const shown = everything(...release, secretWith({ stringData: { password: value, user: value } }))
    expect(shown).toContain('"name":"keys-primary"')
    expect(shown).toContain('"data":{"password":"<hidden>","user":"<hidden>"}')
  })

  it('has to be a text, which is said without it', () => {
    const shown = everything(...release, secretWith({ stringData: { port: 5432 } }))
    expect(shown).toContain('stringData.port of this Secret is a number; expected a text')
    expect(shown).not.toContain('5432')
  })

  it('is blotted out where lines of a file are shown, and nothing else is', () => {
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n'
    const secret = `---\r\napiVersion: v1\r\nkind: Secret\r\nstringData:\r\n  password: ${value}\r\n`
    expect(maskSecrets(`${service}${secret}---\n${service}`)).toBe(
      `${service}---\r\napiVersion: v1\r\nkind: Secret\r\n***********\r\n  ********* ${'*'.repeat(value.length)}\r\n---\n${service}`,
    )
  })
})
