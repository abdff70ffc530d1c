import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { md5, sha1, sha256 } from '../../../src/gitops/fleet/digest.ts'
import { bundleName, hashLabel, ownMetadata, releaseName, setId } from '../../../src/gitops/fleet/identity.ts'

describe('digests', () => {
  it.each([
    ['sha1', sha1],
    ['sha256', sha256],
    ['md5', md5],
  ])('%s is that of node:crypto', (name, digest) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => {
        expect(digest(text)).toBe(createHash(name).update(text).digest('hex'))
      }),
    )
  })
})

describe("a bundle's label", () => {
  it("is the one in Fleet's own fixtures", () => {
    expect(ownMetadata('remove-metadata').labels).toEqual({ [hashLabel]: '0f3e1d9d146fa8b290c0de403881184751430e59' })
  })

  it('is that of the article', () => {
    const name = bundleName('canary-demo-app', 'canary-demo-app')
    expect(name).toBe('canary-demo-app-canary-demo-app')
    expect(ownMetadata(name).labels[hashLabel]).toBe('c3c0b6a5ce427294e5649337ba11cca1d8d9ed8b')
  })

  it.each([
    ['a', 'default-a'],
    ['fleet-agent-local', 'fleet-agent-bootstrap'],
    [`fz-0-${'long'.repeat(14)}`, 'default-fz-0-longlonglonglonglonglonglonglonglonglonglong-ae213'],
  ])('of %s is made of %s', (bundle, id) => {
    expect(setId(bundle)).toBe(id)
  })
})

describe('names', () => {
  it.each([
    ['simple', 'simple'],
    ['repo/apps/x', 'repo-apps-x'],
    ['Repo/x', `repo-x-${md5('Repo-x').slice(0, 8)}`],
    ['a_b', `a-b-${md5('a_b').slice(0, 8)}`],
    ['--a--b--', 'a-b'],
    ['...', md5('...').slice(0, 8)],
    ['', md5('').slice(0, 24)],
  ])('%s becomes %s', (text, name) => {
    expect(releaseName(text)).toBe(name)
  })

  it('are never longer than Helm takes, and always names', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(releaseName(text)).toMatch(/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/)
      }),
    )
  })
})
