import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Diff } from '../../src/diff/diff.ts'
import { jsonPatches, kustomizePatches, mergePatches } from '../../src/diff/patch/patches.ts'
import { diffJson } from '../../src/diff/show/json.ts'
import { diffMarkdown } from '../../src/diff/show/markdown.ts'
import { diffText } from '../../src/diff/show/text.ts'
import { printJson } from '../../src/values/json.ts'
import { classesOf, diffOfTexts } from './diffs.ts'

const secret = (fields: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${fields}\n`
const inList = (fields: string) =>
  `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s}\n  ${fields}\n`

function everyOutput(diff: Diff): string {
  const texts = [diffText(diff, { color: true }), diffMarkdown(diff), kustomizePatches(diff)]
  return [...texts, ...[diffJson(diff), jsonPatches(diff), mergePatches(diff)].map(each => printJson(each))].join('\n')
}

describe('values of Secrets', () => {
  test('that change are told by their keys', () => {
    const diff = diffOfTexts(secret('data: {a: YWJj, b: ZGVm}'), secret('data: {a: eHl6, b: ZGVm, c: Z2hp}'))
    expect(classesOf(diff)).toEqual(['/data/a: no effect', '/data/c: no effect'])
    expect(diffText(diff, { color: false })).toContain('data.a: another value, hidden\n')
    expect(jsonPatches(diff)).toMatchObject([
      {
        patch: [
          { op: 'replace', path: '/data/a', value: '<hidden>' },
          { op: 'add', path: '/data/c', value: '<hidden>' },
        ],
      },
    ])
  })

  test('are the same as text and in base64', () => {
    expect(diffOfTexts(secret('stringData: {a: abc}'), secret('data: {a: YWJj}')).objects).toEqual([])
    expect(classesOf(diffOfTexts(secret('stringData: {a: abc}'), secret('data: {a: eHl6}')))).toEqual([
      '/data/a: no effect',
    ])
  })

  test('are in no output, wherever they stand', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/)
    fc.assert(
      fc.property(value, value, fc.constantFrom('data', 'stringData'), fc.boolean(), (a, b, field, list) => {
        const text = list ? inList : secret
        const applied = `{"kind":"Secret","data":{"k":"${b}"}}`
        const annotated = (fields: string) =>
          text(`${fields}`).replace(
            '{name: s}',
            `{name: s, annotations: {kubectl.kubernetes.io/last-applied-configuration: '${applied}'}}`,
          )
        for (const [before, after] of [
          [text(`${field}: {k: ${a}}`), text(`${field}: {k: ${b}}`)],
          ['', text(`${field}: {k: ${b}}`)],
          [text(`${field}: {k: ${a}}`), ''],
          [text(`${field}: {k: ${a}}`), annotated(`${field}: {k: ${b}}`)],
        ] as const) {
          const output = everyOutput(diffOfTexts(before, after))
          for (const hidden of [a, b, btoa(a), btoa(b)]) expect(output.includes(hidden)).toBe(false)
          expect(output).not.toContain('\0')
        }
      }),
    )
  })
})

test('names and keys cannot speak to the terminal or to a page', () => {
  const config = (key: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "a\\e[31m<b>"}\ndata: {"${key}": x}\n`
  const diff = diffOfTexts(config('plain'), config('\\e[2J`</details>'))
  expect(diffText(diff, { color: false })).not.toContain('\x1b')
  const page = diffMarkdown(diff)
  expect(page).not.toContain('\x1b')
  expect(page.match(/<b>/g)).toHaveLength(1)
  expect(page).toContain('- ``data["')
})

test('a page for a pull request stays below what hosts take', () => {
  const configs = (value: string) =>
    Array.from(
      { length: 2000 },
      (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${i}}\ndata: {k: "${value}"}\n`,
    ).join('---\n')
  const page = diffMarkdown(diffOfTexts(configs('a'), configs('b')))
  expect(page.length).toBeLessThan(65_536)
  expect(page).toMatch(/\d+ more objects differ; `serin diff` shows all of them\.\n$/)
})
