import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Settings } from '../../../src/flagger/settings.ts'
import { ownedField, ownedObject } from '../../../src/gitops/ownership/find.ts'
import { ownership } from '../../../src/gitops/ownership/table.ts'
import type { Manifest } from '../../../src/values/manifest.ts'
import { releaseOf } from '../../flagger/releases.ts'
import { type Fact, heldFacts, playedFacts, promotedFacts, takenOver } from './facts.ts'

interface Case {
  id: string
  settings: Partial<Settings>
  objects: Manifest[]
}
const cases = JSON.parse(readFileSync('fixtures/golden/flagger/cases.json', 'utf8')) as Case[]

const facts: (Fact & { id: string })[] = cases.flatMap(({ id, objects, settings }) => {
  const release = releaseOf(objects, settings)
  const variants = { plain: release, taken: takenOver(release), config: takenOver(release, ({ kind }) => kind === 'ConfigMap' || kind === 'Secret') }
  return Object.entries(variants).flatMap(([name, each]) =>
    [...playedFacts(each), ...heldFacts(each), ...promotedFacts(each)].map(fact => ({ ...fact, id: `${id} ${name}` })),
  )
})

describe('x', () => {
  it('covers', () => {
    const bad = new Map<string, Set<string>>()
    for (const f of facts) {
      const o = ownedObject(f.role, f.kind)
      const row = o && ownedField(o, f.path)
      const made = f.path === '' && o?.made
      const ok = made ? true : row && (f.stages.includes('held') ? row.held : f.stages.length === 0 || f.stages.some(s => s !== 'held' && row.stages.includes(s)))
      if (!ok) { const k = `${f.role} ${f.kind} ${f.path.split('/').slice(0,4).join('/')} ${f.stages}`; bad.set(k, (bad.get(k) ?? new Set()).add(f.id)) }
    }
    console.log([...bad].map(([k, v]) => `${k}   ${v.size} ${[...v][0]}`).sort().join('\n'))
    const hit = new Map<string, number>()
    for (const f of facts) {
      const o = ownedObject(f.role, f.kind); const row = o && ownedField(o, f.path)
      for (const s of f.stages) { const k = `${f.role} ${f.kind} ${f.path === '' ? 'made' : row?.field} ${s}`; hit.set(k, (hit.get(k) ?? 0) + 1) }
    }
    const miss: string[] = []
    for (const o of ownership) for (const r of o.fields) for (const s of [...r.stages, ...(r.held ? ['held'] : [])]) { const k = `${o.role} ${o.kind} ${r.field} ${s}`; if (!hit.has(k)) miss.push(k) }
    console.log('MISS\n' + miss.join('\n'))
    expect(1).toBe(1)
  })
})
