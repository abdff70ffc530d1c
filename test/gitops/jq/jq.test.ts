import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, run } from '../../../src/gitops/jq/jq.ts'
import type { Json } from '../../../src/values/json.ts'

type Expected = Json[] | 'compile' | 'error'
const recorded: { documents: Json[]; cases: [string, number, Expected][] } = JSON.parse(
  readFileSync('fixtures/golden/argocd/jq.json', 'utf8'),
)
const most = 30

function evaluate(source: string, input: Json): Json[] | string {
  const program = compile(source)
  if (!('query' in program)) return 'error' in program ? 'compile' : `unsupported: ${program.unsupported}`
  const result = run(program, input, most)
  if ('outputs' in result) return result.outputs
  return 'error' in result ? 'error' : `unsupported: ${result.unsupported}`
}

describe('gojq 0.12 gives the recorded outputs', () => {
  it('for random expressions of the family that people write', () => {
    const wrong = recorded.cases.filter(([source, document, expected]) => {
      const outputs = evaluate(source, recorded.documents[document] ?? null)
      return JSON.stringify(sorted(outputs)) !== JSON.stringify(sorted(expected))
    })
    expect(wrong).toEqual([])
    expect(recorded.cases.length).toBeGreaterThan(500)
  })
})

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key] ?? null)]),
  )
}

describe('del(…), which is what Argo CD makes of a rule', () => {
  const document = {
    spec: { replicas: 2, http: [{ route: [{ weight: 90 }, { weight: 10, host: 'b' }] }, { route: [] }] },
    metadata: { annotations: { 'a.b/c': '1', keep: 'x' } },
  }

  it.each([
    ['.spec.replicas', { ...document, spec: { http: document.spec.http } }],
    [
      '.spec.http[].route[].weight',
      { ...document, spec: { replicas: 2, http: [{ route: [{}, { host: 'b' }] }, { route: [] }] } },
    ],
    [
      '.spec.http[0].route[] | select(.host == "b")',
      { ...document, spec: { replicas: 2, http: [{ route: [{ weight: 90 }] }, { route: [] }] } },
    ],
    ['.metadata.annotations | .["a.b/c"], .none', { ...document, metadata: { annotations: { keep: 'x' } } }],
    ['.spec.http[-1], .spec.http[0]', { ...document, spec: { replicas: 2, http: [] } }],
    ['.nothing.at.all', document],
  ])('removes %s', (rule, expected) => {
    expect(evaluate(`del(${rule})`, document)).toEqual([expected])
  })

  it('refuses what is no path, as `last(f)` and any computed value are not', () => {
    expect(evaluate('del(last(.spec.http[]))', document)).toBe('error')
    expect(evaluate('del(.metadata.annotations | to_entries[] | .value)', document)).toBe('error')
  })

  it('does not parse with a bracket left open or a comment at the end', () => {
    expect(evaluate('del(.spec[)', document)).toBe('compile')
    expect(evaluate('del(.spec # all)', document)).toBe('compile')
    expect(evaluate('del(.a == 1 == 2)', document)).toBe('compile')
  })
})

describe('what serin cannot tell it says', () => {
  it.each(['now', 'strftime("%Y")', '[recurse(.a?)]', 'try error_in_path.a catch .', '. as [$a] ?// $a | $a'])(
    '%s',
    source => {
      const result = evaluate(source, null)
      expect(typeof result === 'string' && (result.startsWith('unsupported') || result === 'compile')).toBe(true)
    },
  )

  it('names a function that only gojq has, and refuses one that nobody has', () => {
    expect(compile('now')).toHaveProperty('unsupported')
    expect(compile('nowhere')).toHaveProperty('error')
  })

  it('ends an endless program', () => {
    expect(evaluate('last(repeat(1))', null)).toMatch(/^unsupported/)
    expect(evaluate('def f: f; f', null)).toMatch(/^unsupported/)
  })
})

describe('laws', () => {
  const document = fc.letrec<{ value: Json }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, true, false, 0, 1.5, 'a', 'é😀', ''),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'x/y'), tie('value'), { maxKeys: 4 }),
    ),
  })).value

  it('deleting every path leaves null, deleting none the document', () => {
    fc.assert(
      fc.property(document, value => {
        expect(evaluate('del(..)', value)).toEqual([null])
        expect(evaluate('del(empty)', value)).toEqual([value])
      }),
    )
  })

  it('getpath finds what path names', () => {
    fc.assert(
      fc.property(document, value => {
        expect(evaluate('[path(..)] as $p | [.. ] == [$p[] as $q | getpath($q)]', value)).toEqual([true])
      }),
    )
  })

  it('fromjson undoes tojson', () => {
    fc.assert(
      fc.property(document, value => {
        expect(evaluate('. == (tojson | fromjson)', value)).toEqual([true])
      }),
    )
  })

  it('no text crashes it', () => {
    fc.assert(
      fc.property(fc.string(), document, (source, value) => void evaluate(source, value)),
      { numRuns: 500 },
    )
  })
})
