// Checks serin against the tools that it works with, where they are at hand:
//
//   node scripts/check-real-tools.mjs [--record] [argocd|fleet|pre-commit]…
//
//   SERIN_ARGOCD   the argocd binary, built from argoproj/argo-cd: CGO_ENABLED=0 go build -o argocd ./cmd
//   SERIN_FLEET    Fleet's CLI, built from rancher/fleet: go build -o fleet ./cmd/fleetcli
//   pre-commit     on the path
//
// `--record` writes what they say into fixtures and docs. (kustomize, kpt and Chromium are asked by the tests themselves.)
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { checkArgocd } from './real-tools/argocd.mjs'
import { checkFleet } from './real-tools/fleet.mjs'
import { checkPreCommit } from './real-tools/pre-commit.mjs'

const serin = 'dist/serin.cjs'
const { SERIN_ARGOCD: server, SERIN_FLEET: fleet } = process.env
const { values, positionals } = parseArgs({
  options: { record: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const { record } = values

const checks = {
  argocd: { missing: server ? null : 'SERIN_ARGOCD is not set', run: () => checkArgocd({ server, serin, record }) },
  fleet: { missing: fleet ? null : 'SERIN_FLEET is not set', run: () => checkFleet({ fleet, serin, record }) },
  'pre-commit': {
    missing: spawnSync('pre-commit', ['--version']).status === 0 ? null : 'pre-commit is not installed',
    run: () => checkPreCommit({ record }),
  },
}

for (const [name, { missing, run }] of Object.entries(checks)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  if (missing) {
    console.log(`${name}: skipped, ${missing}`)
    continue
  }
  const { checked, mistakes } = await run()
  console.log(`${name}: ${checked} checked, ${mistakes.length} wrong`)
  for (const mistake of mistakes) console.log(mistake)
  if (mistakes.length > 0) process.exitCode = 1
}
