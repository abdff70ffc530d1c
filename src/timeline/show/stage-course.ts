import { plural } from '../../values/quote.ts'
import type { StagesOutlook } from '../stages/outlook.ts'
import type { Stage } from '../stages/stages.ts'
import type { Course, Span } from './course.ts'
import { duration } from './words.ts'

/** A Rollout as pictures show it: steps that take no time belong to the stretch that they begin or end. */
export function courseOfStages({ rollout, stages, routes }: StagesOutlook, title: string): Course {
  const whys = new Map(routes.steps.map(({ step, why }) => [step, why]))
  let now = 0
  const spans = stretchesOf(stages).map(stretch => {
    const from = now
    now += stretch.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0)
    return spanOf(stretch, from, now, whys)
  })
  const kind = rollout.spec.strategy?.blueGreen ? 'blue-green' : 'canary'
  const steps = plural(Math.max(0, stages.length - 1), 'step')
  return { engine: 'rollouts', title, subtitle: `Argo Rollouts · ${kind} · ${steps}`, spans, parts: [] }
}

type Stretch = [Stage, ...Stage[]]

/** The steps between two changes of what the canary gets; a step that waits without an end stands by itself. */
function stretchesOf(stages: readonly Stage[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const stage of stages) {
    const last = stretches.at(-1)
    if (last && belongs(stage, last[0])) last.push(stage)
    else stretches.push([stage])
  }
  return stretches
}

function belongs(stage: Stage, { share, copies, seconds, action }: Stage): boolean {
  const isSame = stage.share === share && stage.copies === copies
  return (
    isSame && stage.action !== 'promotion' && action !== 'promotion' && (stage.seconds === null) === (seconds === null)
  )
}

function spanOf(stretch: Stretch, from: number, to: number, whys: ReadonlyMap<number, string>): Span {
  const [first] = stretch
  const last = stretch.at(-1) ?? first
  const notes = stretch.map(noteOf).filter(note => note !== '')
  return {
    label: first === last ? String(first.step) : `${first.step}–${last.step}`,
    from,
    to,
    open: first.seconds === null,
    share: first.share,
    copies: first.copies,
    phase: phaseOf(first),
    note: [...new Set(notes)].join(', '),
    text: stretch.map(stage => `${stage.step}: ${whys.get(stage.step) ?? (noteOf(stage) || stage.action)}`).join('\n'),
    marks: [],
    checked: stretch.some(({ action }) => action === 'analysis'),
    opens: false,
    failed: null,
    iteration: null,
  }
}

/** The phases are those of a Rollout's status. */
function phaseOf({ action, waits, seconds }: Stage): string {
  if (action === 'promotion') return 'Healthy'
  return waits === 'promotion' && seconds === null ? 'Paused' : 'Progressing'
}

const reasons: Record<Stage['waits'], string> = {
  nothing: '',
  pods: 'pods start',
  time: 'pause',
  promotion: 'until somebody promotes',
  analysis: 'analysis',
  experiment: 'experiment',
  plugin: 'plugin',
}

function noteOf({ action, waits, seconds }: Stage): string {
  if (action === 'promotion') return 'promoted'
  if (action === 'setMirrorRoute') return 'mirror'
  if (action === 'setHeaderRoute') return 'header route'
  return waits === 'time' && seconds !== null ? `${duration(seconds)} pause` : reasons[waits]
}
