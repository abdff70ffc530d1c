import { defaultSettings, newestChart, nothingGiven, predict, readDevtron, renderStream } from '../dist/index.js'
import { valuesText } from './values.mjs'

const options = {
  chart: newestChart,
  kubeMinor: 34,
  compat: false,
  withoutFixes: new Set(),
  settings: defaultSettings,
  refs: 'assume',
  given: nothingGiven,
}

/** Many apps in one process: read, merge, validate, render, predict, write out as text. */
export async function benchBatch() {
  const texts = Array.from({ length: 1000 }, (_, seed) => valuesText(seed))
  const size = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
  run(texts.slice(0, 100))
  const thousand = run(texts)
  const before = process.memoryUsage().rss
  const tenThousand = run(Array.from({ length: 10_000 }, (_, seed) => valuesText(seed)))
  return [
    {
      what: `1 000 values files of ${(size / 1024).toFixed(1)} KB, in process`,
      measured: `${thousand.toFixed(0)} ms`,
      goal: 'at most 1 000 ms',
    },
    { what: '10 000 of them', measured: `${(tenThousand / thousand).toFixed(1)} × 1 000`, goal: 'at most 10.5 ×' },
    { what: 'memory before the 10 000', measured: `${(before / 2 ** 20).toFixed(0)} MB`, goal: 'under 200 MB' },
  ]
}

function run(texts) {
  const start = performance.now()
  let written = 0
  texts.forEach((text, i) => {
    const app = `app-${i}`
    const identity = { app, release: `${app}-prod`, namespace: 'prod', chartVersion: '4.22.1' }
    const { release, findings } = readDevtron(
      { defaults: null, files: [{ name: 'values.yaml', text }], sets: [], nullSemantics: 'devtron' },
      { ...options, identity },
    )
    if (!release) throw new Error(JSON.stringify(findings))
    written += renderStream([...release.authored, ...predict(release).created]).length
  })
  if (written < texts.length * 1000) throw new Error('nothing was rendered')
  return performance.now() - start
}
