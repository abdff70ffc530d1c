import type { Problem } from '../values/finding.ts'
import { isMap, type JsonMap } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { type ChartInput, renderChart } from './chart.ts'
import { mapAt } from './fixes/access.ts'
import type { Draft, Fix } from './fixes/fix.ts'
import { keepTypes } from './fixes/keep-types.ts'

export interface Drafted {
  /** Everything the chart renders; none when it fails. */
  objects: Manifest[]
  /** null when there is no Canary: it is switched off, or the chart fails. */
  draft: Draft | null
  problems: Problem[]
}

/** What the chart renders with some of the fixes on. Fixes are about the canary: without one the chart's objects stay. */
export function draftWith(fixes: readonly Fix[], input: Omit<ChartInput, 'printing'>): Drafted {
  const block = mapAt(input.values, 'flaggerCanary')
  const { objects, problems } = renderChart({
    ...input,
    values: prepared(fixes, input.values, block),
    printing: fixes.includes(keepTypes) ? 'typed' : 'go',
  })
  const canary = objects.find(object => object.kind === 'Canary')
  if (!canary) return { objects, draft: null, problems }

  const gateway = objects.find(object => object.kind === 'Gateway') ?? null
  const draft: Draft = {
    objects,
    canary,
    gateway,
    values: input.values,
    block,
    names: input.names,
    identity: input.identity,
  }
  for (const fix of fixes) fix.apply?.(draft)
  return { objects, draft, problems }
}

/** Only a block that is a map can be prepared; with any other the chart fails, and says so. */
function prepared(fixes: readonly Fix[], values: JsonMap, block: JsonMap): JsonMap {
  if (!isMap(values['flaggerCanary'])) return values
  let flaggerCanary = block
  for (const fix of fixes) flaggerCanary = fix.prepare?.(flaggerCanary) ?? flaggerCanary
  return flaggerCanary === block ? values : { ...values, flaggerCanary }
}
