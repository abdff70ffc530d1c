import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { timeCommands } from './start.mjs'
import { valuesText } from './values.mjs'

const config = `environments: {dev: , staging: , prod: }
namespace: "{env}"
release: "{app}-{env}"
values: [base.yaml, "{env}.yaml", "{folder}/values.yaml", {file: "{folder}/{env}.yaml", optional: true}]
out: deploy/{env}/{app}
delivery: fleet
apps: {apps/*: }
`

/** A repository of 200 apps in 3 environments, whole process. */
export function benchProject() {
  const folder = mkdtempSync(join(tmpdir(), 'serin-bench-'))
  const { XDG_CACHE_HOME } = process.env
  process.env.XDG_CACHE_HOME = join(folder, '.cache')
  try {
    writeRepository(folder)
    const render = [process.execPath, resolve('dist/serin.cjs'), 'render', '--config', join(folder, 'serin.yaml')]
    const first = once(render)
    const times = timeCommands({ check: [...render, '--check'], all: [...render, '--check', '--no-cache'] }, 10)
    writeFileSync(join(folder, 'apps/app-7/prod.yaml'), 'flaggerCanary: {analysis: {threshold: 9}}\n')
    const one = once(render)
    return [
      { what: '200 apps × 3 environments, first render', measured: ms(first) },
      { what: 'render --check of it, nothing changed', measured: ms(times.check), goal: 'at most 500 ms' },
      { what: 'render of it, one value of one app changed', measured: ms(one) },
      { what: 'render --check --no-cache of it', measured: ms(times.all) },
    ]
  } finally {
    if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME
    else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeRepository(folder) {
  writeFileSync(join(folder, 'serin.yaml'), config)
  writeFileSync(join(folder, 'base.yaml'), 'flaggerCanary: {enabled: true}\n')
  for (const env of ['dev', 'staging', 'prod'])
    writeFileSync(join(folder, `${env}.yaml`), 'flaggerCanary: {timeout: 10s}\n')
  for (let i = 0; i < 200; i++) {
    mkdirSync(join(folder, `apps/app-${i}`), { recursive: true })
    writeFileSync(join(folder, `apps/app-${i}/values.yaml`), valuesText(i))
  }
}

function once(command) {
  const start = performance.now()
  timeCommands({ command }, 0)
  return performance.now() - start
}

function ms(time) {
  return `${time.toFixed(0)} ms`
}
