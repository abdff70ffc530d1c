import type { StagesOutlook } from '../stages/outlook.ts'
import type { Outlook } from './outlook.ts'

/** What two rollouts are compared by. Null is what cannot be told, or does not happen. */
export interface Measures {
  promotionSeconds: number | null
  /** Runs of the controller, or steps. */
  ticks: number | null
  checks: number | null
  peak: number | null
  /** Share × minutes of a rollout that goes well. */
  exposure: number | null
  rollbackSeconds: number | null
  typicalExposure: number | null
  worstExposure: number | null
}

export function measuresOf({ promotion, checks, failures }: Outlook): Measures {
  return {
    promotionSeconds: promotion?.seconds ?? null,
    ticks: promotion?.ticks ?? null,
    checks: promotion && checks,
    peak: promotion?.peak ?? null,
    exposure: promotion?.exposure ?? null,
    rollbackSeconds: failures?.latest ?? null,
    typicalExposure: failures?.typical.exposure ?? null,
    worstExposure: failures?.worst.exposure ?? null,
  }
}

export function measuresOfStages({ stages, promotionSeconds, peak, exposure, failures }: StagesOutlook): Measures {
  return {
    promotionSeconds,
    ticks: stages.length,
    checks: stages.filter(({ action }) => action === 'analysis').length,
    peak,
    exposure: promotionSeconds === null ? null : exposure,
    rollbackSeconds: failures?.latest ?? null,
    typicalExposure: failures?.typical.exposure ?? null,
    worstExposure: failures?.worst.exposure ?? null,
  }
}

export type Unit = 'seconds' | 'count' | 'share' | 'exposure'

export interface Row {
  measure: keyof Measures
  label: string
  unit: Unit
  a: number | null
  b: number | null
  /** b − a; null unless both are known. */
  change: number | null
}

const rows: { measure: keyof Measures; label: string; unit: Unit }[] = [
  { measure: 'promotionSeconds', label: 'until promoted', unit: 'seconds' },
  { measure: 'ticks', label: 'ticks or steps', unit: 'count' },
  { measure: 'checks', label: 'checks of the canary', unit: 'count' },
  { measure: 'peak', label: 'largest share', unit: 'share' },
  { measure: 'exposure', label: 'exposure when all goes well', unit: 'exposure' },
  { measure: 'rollbackSeconds', label: 'until a bad release is out', unit: 'seconds' },
  { measure: 'typicalExposure', label: 'its exposure, typically', unit: 'exposure' },
  { measure: 'worstExposure', label: 'its exposure, at worst', unit: 'exposure' },
]

/** Side by side; what neither side can tell is left out. */
export function compareMeasures(a: Measures, b: Measures): Row[] {
  return rows.flatMap(row => {
    const [one, other] = [a[row.measure], b[row.measure]]
    if (one === null && other === null) return []
    return [{ ...row, a: one, b: other, change: one === null || other === null ? null : other - one }]
  })
}
