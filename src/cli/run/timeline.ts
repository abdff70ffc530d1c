import { extname } from 'node:path'
import { hasErrors } from '../../library/outcome.ts'
import { type Inputs, maxSizeOf } from '../../project/inputs.ts'
import { load } from '../../project/load.ts'
import { otherInputs } from '../../project/other-input.ts'
import { InputError } from '../../project/read.ts'
import { readScenario, type ScenarioFile } from '../../project/scenario-file.ts'
import { type Foretold, foresee, viewOf } from '../../project/timelines.ts'
import { onlyUnit, unitsToRead } from '../../project/units.ts'
import { writeFile } from '../../project/write-file.ts'
import { type Exhibit, type Format, print } from '../../timeline/show/exhibit.ts'
import type { View } from '../../timeline/show/view.ts'
import type { ExitCode } from '../command.ts'
import type { TimelineOptions } from '../commands/timeline.ts'
import { showFindings } from '../findings.ts'
import { expectShortRun } from '../short-run.ts'
import { wantsColor, writeErr, writeOut } from '../streams.ts'
import { UsageError } from '../usage.ts'
import { type Asked, askedOf, checkGates, refuseForRollouts } from './timeline-wish.ts'

export async function runTimeline(options: TimelineOptions, [word]: string[]): Promise<ExitCode> {
  if (word !== undefined) throw new UsageError(`unexpected word ${word}; give inputs with -f, --devtron or --manifests`)
  expectShortRun()
  const asked = askedOf(options)
  const scenario = scenarioOf(options)
  if (scenario && scenario.findings.length > 0) {
    showFindings(scenario.findings, new Map([[scenario.file, scenario.text]]))
    return 2
  }
  const first = await foretell(options, asked, scenario)
  const second =
    options.compare === undefined
      ? null
      : await foretell(otherInputs(options, options.compare), { ...asked, goal: null }, scenario)
  const code = Math.max(first.code, second?.code ?? 0) as ExitCode
  if (first.foretold.length === 0 || second?.foretold.length === 0) return code
  publish(exhibitsOf(first.foretold, second?.foretold ?? null, options.compare ?? ''), options)
  const missed = first.foretold.some(each => each.engine === 'flagger' && (each.verdict?.missed.length ?? 0) > 0)
  return missed ? 1 : code
}

function scenarioOf(options: TimelineOptions): ScenarioFile | null {
  const { scenario, values, manifests } = options
  if (scenario === undefined) return null
  if (scenario === '-' && [...values, ...manifests].includes('-')) throw new UsageError('stdin can be read once only')
  return readScenario(scenario, maxSizeOf(options))
}

interface Told {
  foretold: Foretold[]
  code: ExitCode
}

/** Every app of serin.yaml that is meant; to compare, one. */
async function foretell(options: TimelineOptions, asked: Asked, scenario: ScenarioFile | null): Promise<Told> {
  const project = await unitsToRead(options)
  const units = options.compare === undefined && project.units.length > 1 ? project.units : [onlyUnit(project)]
  const told: Told = { foretold: [], code: 0 }
  for (const { inputs } of units) {
    const { foretold, code } = await foretellOne(inputs, options, asked, scenario)
    told.foretold.push(...foretold)
    told.code = Math.max(told.code, code) as ExitCode
  }
  return told
}

/** Reads an input, says what is wrong with it, and foresees what is not. */
async function foretellOne(
  inputs: Inputs,
  options: TimelineOptions,
  asked: Asked,
  scenario: ScenarioFile | null,
): Promise<Told> {
  const loaded = await load(inputs)
  const { changes, goal } = asked
  const wish = { ...changes, ...(scenario && { script: scenario.script }) }
  const { foretold, findings } = await foresee(loaded, options.engine ?? null, wish, goal)
  showFindings(findings, loaded.texts)
  for (const note of loaded.notes) writeErr(`serin: ${note}\n`)
  if (loaded.unreadable) return { foretold: [], code: 2 }
  const failed = hasErrors(findings)
  if (foretold.length === 0) {
    if (!failed && loaded.notes.length === 0) writeErr('serin: there is no rollout to show\n')
    return { foretold, code: failed ? 1 : 2 }
  }
  const timelines = foretold.flatMap(each => (each.engine === 'flagger' ? [each.timeline.canary] : []))
  if (timelines.length === 0) refuseForRollouts(options)
  else checkGates(changes, timelines)
  return { foretold, code: failed ? 1 : 0 }
}

/** Rollouts are compared with those of the same name; one with one, whatever they are called. */
function exhibitsOf(first: readonly Foretold[], second: readonly Foretold[] | null, path: string): Exhibit[] {
  const others = second?.map(viewOf)
  return first.map(viewOf).map(view => {
    if (!others) return { view, other: null }
    const other = first.length === 1 && others.length === 1 ? others[0] : others.find(({ name }) => name === view.name)
    if (!other)
      throw new InputError(
        `there is no rollout ${view.name} in ${path}; it has ${others.map(({ name }) => name).join(', ')}`,
      )
    return { view, other: { view: other, names: namesOf(view, other, path) } }
  })
}

function namesOf(view: View, other: View, path: string): [string, string] {
  if (view.name !== other.name) return [view.name, other.name]
  return [view.name, view.kind === other.kind ? path : `${other.name} (${other.kind})`]
}

const endings: Record<string, Format> = {
  '.json': 'json',
  '.svg': 'svg',
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
}

function publish(exhibits: readonly Exhibit[], { format, out }: TimelineOptions): void {
  const wanted = format ?? endings[extname(out ?? '').toLowerCase()] ?? 'text'
  const text = print(wanted, exhibits, out === undefined && wantsColor(1))
  if (out === undefined || out === '-') writeOut(text)
  else writeFile(out, text)
}
