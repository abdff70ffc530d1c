import type { Pointer } from '../../values/pointer.ts'
import { list } from '../../values/quote.ts'
import type { Stage } from '../ownership/stages.ts'
import type { OwnedField } from '../ownership/table.ts'

const stageWords: Record<Stage, string> = {
  init: 'at initialisation',
  analysis: 'during the analysis',
  promotion: 'at the promotion',
  finalise: 'at the end',
  rollback: 'at a rollback',
}

export function stagesInWords(stages: readonly Stage[]): string {
  return list(stages.map(stage => stageWords[stage]))
}

/** When a controller writes a field. */
export function whenWritten({ stages, held }: OwnedField): string {
  const times = stagesInWords(stages)
  return held ? `${times}, and puts it back at every run` : times
}

const most = 4

export function fewPaths(paths: readonly Pointer[]): string {
  const shown = paths.slice(0, most).map(path => path || 'the whole object')
  return paths.length > most ? `${shown.join(', ')} and ${paths.length - most} more` : list(shown)
}
