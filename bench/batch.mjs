import { render } from '../dist/index.js'
import { median } from './start.mjs'
import { valuesText } from './values.mjs'

/** Many apps in one process: read, merge, validate, render, predict, write out as text. */
export function benchBatch() {
  const size = valuesText(0).length
  const [first, ...warm] = Array.from({ length: 10 }, (_, i) => run(i * 1000, 1000))
  const tenThousand = warm.reduce((sum, time) => sum + time, first)
  // Node gives kilobytes.
  const peak = process.resourceUsage().maxRSS / 1024
  return [
    {
      what: `1 000 values files of ${(size / 1024).toFixed(1)} KB, in process`,
      measured: `${median(warm).toFixed(0)} ms, the first of them ${first.toFixed(0)} ms`,
      goal: 'at most 1 000 ms',
    },
    {
      what: '10 000 of them',
      measured: `${(tenThousand / first).toFixed(1)} × the first 1 000`,
      goal: 'at most 10.5 ×',
    },
    { what: 'memory at its peak', measured: `${peak.toFixed(0)} MB`, goal: 'under 200 MB' },
  ]
}

/** Milliseconds for `count` apps, without the making of their texts: those would fill the memory, a hundred at a time do not. */
function run(first, count) {
  let took = 0
  for (let from = first; from < first + count; from += 100) took += runHundred(from)
  return took
}

function runHundred(first) {
  const texts = Array.from({ length: 100 }, (_, i) => valuesText(first + i))
  const start = performance.now()
  let written = 0
  texts.forEach((text, i) => {
    const app = `app-${first + i}`
    const { manifests, findings } = render({
      values: [{ name: 'values.yaml', text }],
      app,
      release: `${app}-prod`,
      namespace: 'prod',
    })
    if (manifests.length === 0) throw new Error(JSON.stringify(findings))
    for (const { yaml } of manifests) written += yaml.length
  })
  if (written < texts.length * 1000) throw new Error('nothing was rendered')
  return performance.now() - start
}
