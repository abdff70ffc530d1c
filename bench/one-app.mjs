import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { timeOverEmpty } from './start.mjs'

const serin = resolve('dist/serin.cjs')
const values = 'fixtures/shop/values.yaml'

/** One app, whole process. */
export function benchStart(chart) {
  const node = process.execPath
  const commands = {
    version: [node, serin, 'version'],
    render: [node, serin, 'render', '-f', values],
    manifests: [node, serin, 'render', '--manifests', 'fixtures/providers/istio/manifests.yaml'],
  }
  const hasHelm = chart !== undefined && spawnSync('helm', ['version'], { stdio: 'ignore' }).status === 0
  if (hasHelm) commands.helm = ['helm', 'template', 'shop', chart, '-f', values]
  const times = timeOverEmpty(commands)
  const over = name => `${times.over[name].toFixed(0)} ms over an empty Node script (${times.empty.toFixed(0)} ms)`
  const whole = name => times.empty + times.over[name]
  return [
    { what: 'serin version', measured: over('version') },
    { what: 'serin render, one app', measured: over('render'), goal: 'at most 35 ms over' },
    { what: 'serin render, one Canary and its workload', measured: over('manifests'), goal: 'at most 40 ms over' },
    ...(hasHelm
      ? [
          {
            what: 'helm template of the same chart',
            measured: `${whole('helm').toFixed(0)} ms in all, ${(whole('helm') / whole('render')).toFixed(1)} × serin render`,
          },
        ]
      : []),
  ]
}
