import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const apps = 1000

/** A folder of rendered manifests, five objects for each app, against a commit in which every app had another image. */
export function benchDiff() {
  const folder = mkdtempSync(join(tmpdir(), 'serin-bench-'))
  try {
    const deploy = join(folder, 'deploy')
    const git = (...args) => {
      const { status, stderr } = spawnSync('git', [
        '-C',
        folder,
        '-c',
        'user.name=b',
        '-c',
        'user.email=b@b.test',
        ...args,
      ])
      if (status !== 0) throw new Error(stderr.toString())
    }
    writeApps(deploy, '1.0.0')
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'apps')
    writeApps(deploy, '1.1.0')
    const start = performance.now()
    const { status, stdout } = spawnSync(
      process.execPath,
      [resolve('dist/serin.cjs'), 'diff', '--manifests', deploy, '--against', 'HEAD', '--format', 'json'],
      { maxBuffer: 2 ** 28 },
    )
    const took = performance.now() - start
    const { objects } = JSON.parse(stdout.toString()).summary
    if (status !== 0 || objects !== apps) throw new Error(`exit ${status}, ${objects} objects`)
    return [
      {
        what: '1 000 apps of 5 objects each, all changed, against a Git ref, whole process',
        measured: `${took.toFixed(0)} ms`,
        goal: 'at most 2 000 ms',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function writeApps(folder, tag) {
  for (let i = 0; i < apps; i++) {
    const app = join(folder, `app-${i}`)
    mkdirSync(app, { recursive: true })
    for (const [name, text] of Object.entries(objectsOf(`app-${i}`, tag)))
      writeFileSync(join(app, `${name}.yaml`), text)
  }
}

function objectsOf(app, tag) {
  const metadata = `metadata:\n  name: ${app}\n  namespace: prod\n  labels:\n    app: ${app}\n`
  return {
    canary: `apiVersion: flagger.app/v1beta1
kind: Canary
${metadata}spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: ${app}}
  autoscalerRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: ${app}}
  service:
    port: 80
    targetPort: http
    gateways: [istio-system/public]
    hosts: [${app}.example.com]
    retries: {attempts: 3, perTryTimeout: 1s, retryOn: "gateway-error,connect-failure"}
  analysis:
    interval: 1m
    threshold: 5
    maxWeight: 50
    stepWeight: 10
    metrics:
    - name: request-success-rate
      thresholdRange: {min: 99}
      interval: 1m
    webhooks:
    - name: load-test
      url: http://flagger-loadtester.istio-system/
      metadata:
        cmd: hey -z 1m -q 10 -c 2 http://${app}-canary.prod/
`,
    deployment: `apiVersion: apps/v1
kind: Deployment
${metadata}spec:
  selector:
    matchLabels: {app: ${app}}
  template:
    metadata:
      labels: {app: ${app}}
    spec:
      containers:
      - name: ${app}
        image: registry.example.com/${app}:${tag}
        ports:
        - {name: http, containerPort: 8080}
        envFrom:
        - configMapRef: {name: ${app}}
        resources:
          limits: {cpu: "1", memory: 512Mi}
          requests: {cpu: 100m, memory: 128Mi}
        readinessProbe:
          httpGet: {path: /ready, port: http}
`,
    hpa: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
${metadata}spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${app}}
  minReplicas: 2
  maxReplicas: 10
`,
    config: `apiVersion: v1\nkind: ConfigMap\n${metadata}data:\n  LOG_LEVEL: info\n  REGION: eu-1\n`,
    account: `apiVersion: v1\nkind: ServiceAccount\n${metadata}`,
  }
}
