import type { Mark } from '../engine/marks.ts'
import type { Moment } from '../engine/moment.ts'
import type { Phase } from '../engine/status.ts'

/** What a tick has brought, in a few words. Its sentence is `why`. */
export function noteOf(moment: Moment, before: Moment | undefined): string {
  const { marks, failedChecks, phase } = moment
  const closed = marks.find(({ outcome }) => outcome === 'waiting')
  if (closed) return `gate ${closed.name} is closed`
  if (failedChecks > (before?.failedChecks ?? 0)) return lastFailed(marks)
  if (marks.some(({ kind }) => kind === 'objects')) return 'Flagger gives up'
  if (phase !== (before?.phase ?? '')) return began(moment)
  const waiting = marks.find(({ kind, outcome }) => kind === 'pods' && outcome === 'failed')
  if (waiting) return `${waiting.name} is not ready`
  if (marks.some(({ kind }) => kind === 'revision')) return 'newer revision, starts over'
  return stayed(moment)
}

const beginnings: Partial<Record<Phase, string>> = {
  Initialized: 'initialised',
  Progressing: 'new revision, canary started',
  WaitingPromotion: 'waits for the promotion',
  Promoting: 'primary gets the revision',
  Finalising: 'primary has all requests',
  Succeeded: 'promoted',
}

function began({ phase, routedCanary }: Moment): string {
  if (phase === 'Failed') return routedCanary > 0 ? 'promotion failed' : 'rolled back'
  return beginnings[phase] ?? ''
}

function stayed({ mirrored, phase }: Moment): string {
  if (mirrored) return 'copies of the requests'
  return phase === 'Promoting' ? 'back to the primary' : ''
}

function lastFailed(marks: readonly Mark[]): string {
  return marks.findLast(({ outcome }) => outcome === 'failed')?.name ?? ''
}
