import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Folders of manifests, five objects an app, rendered by a whole process. */
export function benchManifests() {
  const thousand = renderFolder(1000)
  const tenThousand = renderFolder(10_000)
  return [
    { what: '1 000 Canaries in one folder, 5 objects each, whole process', ...seconds(thousand, 'at most 2.5 s') },
    { what: '10 000 of them', measured: `${(tenThousand / thousand).toFixed(1)} × 1 000`, goal: 'linear' },
    { what: '1 000 of them for Argo Rollouts', ...seconds(renderFolder(1000, 'rollouts'), 'at most 2.5 s') },
  ]
}

function seconds(milliseconds, goal) {
  return { measured: `${(milliseconds / 1000).toFixed(1)} s`, goal }
}

function renderFolder(apps, engine = 'flagger') {
  const folder = mkdtempSync(join(tmpdir(), 'serin-bench-'))
  try {
    for (let i = 0; i < apps; i++) writeFileSync(join(folder, `app-${i}.yaml`), manifestsText(i))
    const start = performance.now()
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [resolve('dist/serin.cjs'), 'render', '--manifests', folder, '--engine', engine],
      { maxBuffer: 2 ** 30 },
    )
    const took = performance.now() - start
    const printed = stdout.toString().match(/^kind: VirtualService$/gm)?.length
    if (status !== 0 || printed !== apps)
      throw new Error(`exit ${status}, ${printed} VirtualServices: ${stderr.subarray(0, 1000)}`)
    return took
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A Canary with its Deployment, autoscaler, ConfigMap and Secret. */
function manifestsText(seed) {
  const name = `app-${seed}`
  const meta = `metadata: {name: ${name}, namespace: prod, labels: {app: ${name}, team: team-${seed % 17}}}`
  return `apiVersion: flagger.app/v1beta1
kind: Canary
${meta}
spec:
  targetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
  autoscalerRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: ${name}}
  service:
    port: 80
    targetPort: ${1024 + (seed % 40000)}
    hosts: [${name}.example.com]
    gateways: [istio-system/public]
  analysis:
    interval: ${10 + (seed % 50)}s
    threshold: ${1 + (seed % 9)}
    maxWeight: 50
    stepWeight: ${1 + (seed % 10)}
    metrics:
      - {name: request-success-rate, thresholdRange: {min: 99}, interval: 1m}
    webhooks:
      - {name: load-test, url: "http://flagger-loadtester.test/", metadata: {cmd: "hey -z 1m http://${name}-canary.prod/"}}
---
apiVersion: apps/v1
kind: Deployment
${meta}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: app
          image: registry.example.com/${name}:1.0.${seed}
          ports: [{name: http, containerPort: ${1024 + (seed % 40000)}}]
          envFrom: [{configMapRef: {name: ${name}}}, {secretRef: {name: ${name}}}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
${meta}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}
  minReplicas: 2
  maxReplicas: ${3 + (seed % 9)}
  metrics:
    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}
---
apiVersion: v1
kind: ConfigMap
${meta}
data: {color: "${seed}", greeting: hello from ${name}}
---
apiVersion: v1
kind: Secret
${meta}
stringData: {token: "${seed * 7919}"}
`
}
