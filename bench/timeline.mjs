import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { importSource } from '../scripts/source.mjs'
import { median, timeOverEmpty } from './start.mjs'

const manifests = 'fixtures/providers/istio/manifests.yaml'
const values = 'fixtures/shop/values.yaml'

/** A rollout before it runs: its ticks in one process, and the whole command. */
export async function benchTimeline() {
  const { readReleases, defaultSettings, simulate } = await importSource(
    'src/manifests/releases.ts',
    'src/flagger/settings.ts',
    'src/timeline/engine/simulate.ts',
  )
  const given = [{ file: manifests, text: readFileSync(manifests, 'utf8') }]
  const { releases } = readReleases(given, { namespace: 'prod', settings: defaultSettings, refs: 'assume' })
  const [release] = releases
  const script = Array.from({ length: 1000 }, (_, tick) => eventAt(tick))
  const runs = Array.from({ length: 40 }, () => timeOf(() => simulate(release, script)))
  return [
    {
      what: '1 000 ticks of a rollout, in a process that is warm',
      measured: `${median(runs.slice(20)).toFixed(1)} ms, the first time ${runs[0].toFixed(0)} ms`,
      goal: 'at most 20 ms',
    },
    {
      what: 'serin timeline, one app',
      measured: `${wholeCommand().toFixed(0)} ms over an empty Node script`,
      goal: 'at most 45 ms over',
    },
  ]
}

/** A new revision every 40 ticks, with a failed check now and then, and enough of them to roll back every third time. */
function eventAt(tick) {
  if (tick % 40 === 5) return { revision: true }
  return tick % 7 === 0 || tick % 120 > 90 ? { metrics: 'fail' } : {}
}

function timeOf(run) {
  const start = performance.now()
  const { ticks } = run()
  if (ticks.length !== 1000 || !ticks.some(({ phase }) => phase === 'Failed')) throw new Error('not played')
  return performance.now() - start
}

function wholeCommand() {
  const timeline = [process.execPath, resolve('dist/serin.cjs'), 'timeline', '-f', values]
  return timeOverEmpty({ timeline }).over.timeline
}
