// Values files of the size people have (11 KB, comments and all), each different from the others.

/** A Devtron values file; `seed` changes names, ports, weights, hosts and thresholds. */
export function valuesText(seed) {
  const port = 1024 + (seed % 40000)
  return `# values of app-${seed}, as Devtron's editor keeps them
flaggerCanary:
  enabled: true # canary releases with Flagger and Istio
  labels: {team: team-${seed % 17}}
  annotations: {}
  createIstioGateway:
    enabled: ${seed % 2 === 0}
    host: app-${seed}.example.com
    tls: {enabled: true, secretName: app-${seed}-tls}
  addOtherGateways: []
  addOtherHosts: [app-${seed}.internal]
  serviceport: ${port}
  targetPort: ${port}
  portDiscovery: true
  appProtocol: http
  match:
    - uri: {prefix: /v${seed % 9}}
  retries: {attempts: ${1 + (seed % 5)}, perTryTimeout: ${1 + (seed % 3)}s, retryOn: "5xx"}
  timeout: ${10 + (seed % 20)}s
  analysis: {interval: ${10 + (seed % 50)}s, threshold: ${1 + (seed % 9)}, maxWeight: 50, stepWeight: ${1 + (seed % 10)}}
  thresholds: {successRate: ${90 + (seed % 10)}, latency: ${100 + (seed % 900)}}
  loadtest: {enabled: true, url: "http://flagger-loadtester.istio-system/"}
ContainerPort:
  - {name: app, port: ${port}, servicePort: 80, envoyPort: 8799, idleTimeout: 1800s, protocol: TCP}
  - {name: metrics, port: ${port + 1}, servicePort: 9090}
autoscaling:
  enabled: true
  MinReplicas: ${1 + (seed % 3)}
  MaxReplicas: ${4 + (seed % 9)}
  TargetCPUUtilizationPercentage: ${50 + (seed % 45)}
replicaCount: 1
${sections(seed)}`
}

function sections(seed) {
  const lines = []
  for (let section = 0; section < 24; section++) {
    lines.push(
      `section${section}: # Section ${section}: settings that the canary does not read, as most of a values file are.`,
    )
    lines.push(`  enabled: ${(seed + section) % 3 === 0}`)
    lines.push(`  name: "section-${seed}-${section}"`)
    lines.push(`  labels: {tier: web, owner: "team-${section}", cost-center: "${seed}"}`)
    lines.push('  resources:')
    lines.push(`    limits: {cpu: ${1 + (section % 4)}, memory: ${200 + section}Mi}`)
    lines.push(`    requests: {cpu: 0.${10 + section}, memory: 100Mi}`)
    lines.push('  args:')
    for (let arg = 0; arg < 4; arg++) lines.push(`    - --flag-${arg}=value-${seed}-${section}-${arg}`)
    lines.push('  # path: /example # a comment, of which such files are full')
  }
  return `${lines.join('\n')}\n`
}
