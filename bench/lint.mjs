import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median, timeOverEmpty } from './start.mjs'

const serin = resolve('dist/serin.cjs')
const apps = 1000

/** One app beside a Node process that does nothing, and a folder of a thousand in one process. */
export function benchLint() {
  return [oneApp(), ...manyApps()]
}

function oneApp() {
  const lint = [process.execPath, serin, 'lint', '-f', 'fixtures/shop/values.yaml', '--fail-on', 'error']
  const times = timeOverEmpty({ lint })
  return {
    what: 'serin lint, one app',
    measured: `${times.over.lint.toFixed(0)} ms over an empty Node script (${times.empty.toFixed(0)} ms)`,
    goal: 'at most 45 ms over',
  }
}

function manyApps() {
  const folder = mkdtempSync(join(tmpdir(), 'serin-bench-'))
  try {
    for (let i = 0; i < apps; i++) {
      mkdirSync(join(folder, `app-${i}`))
      writeFileSync(join(folder, `app-${i}`, 'manifests.yaml'), manifestsOf(`app-${i}`))
    }
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      const { status } = spawnSync(process.execPath, [serin, 'lint', '--manifests', folder], { stdio: 'ignore' })
      if (status !== 0) throw new Error(`serin lint exits with ${status}`)
      return performance.now() - start
    })
    return [
      {
        what: `serin lint, ${apps} apps in one process`,
        measured: `${median(times).toFixed(0)} ms`,
        goal: 'at most 1 500 ms',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function manifestsOf(app) {
  return `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: {name: ${app}, namespace: prod}
spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: ${app}}
  service:
    port: 80
    targetPort: 8080
    gateways: [istio-system/public, mesh]
    hosts: [${app}.example.com]
  analysis:
    interval: 1m
    threshold: 5
    maxWeight: 50
    stepWeight: 10
    metrics:
      - {name: request-success-rate, thresholdRange: {min: 99}, interval: 1m}
    webhooks:
      - name: load-test
        url: http://flagger-loadtester.test/
        metadata: {cmd: "hey -z 1m -q 10 -c 2 http://${app}-canary.prod:80/"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${app}, namespace: prod}
spec:
  selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec:
      containers:
        - name: app
          image: registry.example.com/${app}:1
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /ready, port: 8080}}
`
}
