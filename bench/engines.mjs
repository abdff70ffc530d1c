import { resolve } from 'node:path'
import { render } from '../dist/index.js'
import { median, timeOverEmpty } from './start.mjs'
import { valuesText } from './values.mjs'

const serin = resolve('dist/serin.cjs')
const manifests = ['canary', 'deployment'].flatMap(name => ['--manifests', `fixtures/engines/${name}.yaml`])

/** The same for Argo Rollouts, beside Flagger in the same run. */
export function benchEngines() {
  return [...startRows(), batchRow()]
}

function startRows() {
  const command = [process.execPath, serin, 'render', ...manifests]
  const { over } = timeOverEmpty({ flagger: command, rollouts: [...command, '--engine', 'rollouts'] })
  return [
    {
      what: 'serin render --engine rollouts, one Canary and its workload',
      measured: `${over.rollouts.toFixed(0)} ms over an empty Node script, ${(over.rollouts / over.flagger).toFixed(1)} × Flagger`,
      goal: 'at most 45 ms over',
    },
  ]
}

function batchRow() {
  const run = (engine, count) => {
    const inputs = Array.from({ length: count }, (_, i) => ({
      values: [{ name: 'values.yaml', text: valuesText(i) }],
      app: `app-${i}`,
      namespace: 'prod',
      engine,
    }))
    const start = performance.now()
    for (const input of inputs) {
      const { manifests: made, findings } = render(input)
      if (made.length === 0) throw new Error(JSON.stringify(findings))
    }
    return performance.now() - start
  }
  const cold = run('rollouts', 1000)
  const rollouts = median(Array.from({ length: 5 }, () => run('rollouts', 1000)))
  const flagger = median(Array.from({ length: 5 }, () => run('flagger', 1000)))
  return {
    what: '1 000 values files for Argo Rollouts, in process',
    measured: `${rollouts.toFixed(0)} ms, ${(rollouts / flagger).toFixed(1)} × Flagger, the first of them ${cold.toFixed(0)} ms`,
    goal: 'at most 1 000 ms',
  }
}
