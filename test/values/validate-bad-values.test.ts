import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/values/finding.ts'
import { validateValues } from '../../src/values/validate.ts'
import { readValues } from './place.ts'

const folder = 'fixtures/bad-values'
const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))
/** By file; none where the values are wrong only in company with others, which is for the lint rules. */
const expected: Record<string, Partial<Problem>[]> = JSON.parse(readFileSync(`${folder}/problems.json`, 'utf8'))

describe('mistakes that Devtron and its chart let through', () => {
  it.each(files)('%s', file => {
    const { values, lineOf } = readValues(readFileSync(`${folder}/${file}`, 'utf8'))
    const problems = validateValues(values).map(problem => ({ line: lineOf(problem), ...problem }))
    expect(problems).toEqual(expected[file])
  })

  it('each have their expected problems', () => {
    expect(Object.keys(expected)).toEqual(files)
  })
})
