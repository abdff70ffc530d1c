import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { builtInNames } from '../../src/render/manifest.ts'
import { type TemplateProblem, templateCodes } from '../../src/render/problem.ts'
import type { ReleaseData } from '../../src/render/release-data.ts'
import { helperNames } from '../../src/render/template/plan.ts'
import { loadTemplates } from '../../src/render/templates.ts'

const page = readFileSync('docs/templates.md', 'utf8')

/** Fenced blocks: a template, then what it gives (yaml) or is told (text). */
const blocks = [...page.matchAll(/^```(\w+) ?([^\n]*)\n(.*?)^```$/gms)].map(([, language, title = '', text = '']) => ({
  language,
  title,
  text,
}))
const release: ReleaseData = parse(blocks.find(({ title }) => title === 'release')?.text ?? '')
const examples = blocks.flatMap(({ language, title, text }, i) => {
  const next = blocks[i + 1]
  return language === 'hbs' && next ? [{ title: title || 'example.hbs', text, expected: next.text }] : []
})

describe('docs/templates.md', () => {
  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(8)
    expect(examples).toHaveLength(blocks.filter(({ language }) => language === 'hbs').length)
  })

  test.each(examples)('$title gives $expected', async ({ title, text, expected }) => {
    const templates = await loadTemplates([{ name: title, file: title, text }])
    const rendered = templates.renderAdded(release)[0] ?? templates.renderManifest(release.canary, release)
    const problems = templates.problems.length > 0 ? templates.problems : rendered.problems
    expect(problems.length > 0 ? problems.map(told).join('') : rendered.text).toBe(expected)
  })

  test('lists every built-in template, helper and code', () => {
    expect(names(/^\| `([\w-]+\/[\w-]+)` \|/gm).sort()).toEqual([...builtInNames()].sort())
    for (const helper of helperNames) expect(page).toContain(`\`${helper} `)
    for (const [code, meaning] of Object.entries(templateCodes)) expect(page).toContain(`| ${code} | ${meaning} |`)
  })
})

function names(pattern: RegExp): string[] {
  return [...page.matchAll(pattern)].map(match => match[1] ?? '')
}

function told({ at, code, message, value }: TemplateProblem): string {
  return `${at.line}:${at.column} ${code} ${message}${value ? ` (values ${value.path})` : ''}\n`
}
