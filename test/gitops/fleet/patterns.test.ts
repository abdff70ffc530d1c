import { describe, expect, it } from 'vitest'
import { compileMatch } from '../../../src/gitops/fleet/bundle/match.ts'
import { compileGlob } from '../../../src/gitops/fleet/glob.ts'
import { compileGoRegexp } from '../../../src/gitops/fleet/go-regexp.ts'

describe('globs of jsonPointers (gobwas)', () => {
  it.each([
    ['*', '', true],
    ['*', 'apps', true],
    ['D*t', 'Deployment', true],
    ['D*t', 'deployment', false],
    ['?eployment', 'Deployment', true],
    ['{Deployment,Service}', 'Service', true],
    ['[!D]*', 'Service', true],
    ['[!D]*', 'Deployment', false],
    ['S[a-f]rvice', 'Service', true],
    ['a.b', 'axb', false],
    ['\\*', '*', true],
    ['', 'Deployment', false],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(compileGlob(pattern)?.test(text)).toBe(matches)
  })

  it.each(['[', '{a', 'a\\'])('%s does not compile', pattern => {
    expect(compileGlob(pattern)).toBeNull()
  })
})

describe('names of op ignore (Go regexp)', () => {
  it.each([
    ['web', 'my-web-1', true],
    ['^web$', 'my-web-1', false],
    ['(?i)WEB', 'web', true],
    ['[[:lower:]]+', 'web', true],
    ['\\Aweb\\z', 'web', true],
    ['\\Qa.b\\E', 'axb', false],
    ['(?P<x>we)b', 'web', true],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(compileGoRegexp(pattern)?.test(text)).toBe(matches)
  })

  it.each(['(', 'a**', '(?=a)', '(?<!a)b', '(a)\\1', 'a{1001}'])('%s does not compile', pattern => {
    expect(compileGoRegexp(pattern)).toBeNull()
  })
})

describe('patterns of .fleetignore (filepath.Match)', () => {
  it.each([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a/b.yaml', false],
    ['b?yml', 'b.yml', true],
    ['[a-c].*', 'b.yml', true],
    ['[^b].yml', 'b.yml', false],
    ['\\[a\\].yaml', '[a].yaml', true],
    ['**', 'a', true],
    ['[z-a]', 'm', false],
  ])('%s and %s: %s', (pattern, name, matches) => {
    expect(compileMatch(pattern)?.test(name)).toBe(matches)
  })

  it.each(['[', '[]', '[a-]', 'a\\', '[-a]'])('%s is malformed', pattern => {
    expect(compileMatch(pattern)).toBeNull()
  })
})
