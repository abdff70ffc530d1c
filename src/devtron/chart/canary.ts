// Blanks at line ends are the chart's own: behind a block of several lines they would become part of its text.
import { blockIfSet, identityLabels, lineIfSet, type Root, yamlIfSet } from './lines.ts'
import { type ChartText, isSet, type Node } from './text.ts'

/**
 * The chart's flagger.yaml: a Gateway when asked for, a line `---`, and the Canary. The same in every chart version
 * (devtron, scripts/devtron-reference-helm-charts, deployment-chart_4-22-0/templates/flagger.yaml).
 */
export function writeFlagger(text: ChartText, root: Root): void {
  const block = text.field(root.values, 'flaggerCanary')
  const enabled = isSet(text.field(block, 'enabled'))
  if (enabled) {
    const gateway = text.field(block, 'createIstioGateway')
    if (isSet(text.field(gateway, 'enabled'))) writeGateway(text, root, gateway)
  }
  text.add('\n---')
  if (enabled) writeCanary(text, root, block)
}

function writeGateway(text: ChartText, root: Root, gateway: Node): void {
  text.add('\napiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata:')
  text.add('\n  name: ').part(root.fullname).add('-istio-gateway')
  writeMetadata(text, root, gateway)
  const host = text.field(gateway, 'host')
  const tls = text.field(gateway, 'tls')
  text.add('\nspec:\n  selector:\n    istio: ingressgateway\n  servers:')
  text.add('\n  - port:\n      number: 80\n      name: http\n      protocol: HTTP\n    hosts:')
  text.add('\n      - ').quoted(host)
  if (!isSet(text.field(tls, 'enabled'))) return
  text.add('\n    tls:\n      httpsRedirect: true')
  text.add('\n  - port:\n      number: 443\n      name: https\n      protocol: HTTPS\n    hosts:')
  text.add('\n      - ').quoted(host)
  text.add('\n    tls:\n      mode: SIMPLE\n      credentialName: ').value(text.field(tls, 'secretName')).add('  ')
}

function writeMetadata(text: ChartText, root: Root, block: Node): void {
  text.add('\n  labels:')
  identityLabels(text, root, ['app', 'appId', 'envId', 'chart', 'release'])
  yamlIfSet(text, text.field(root.values, 'appLabels'), 4)
  yamlIfSet(text, text.field(block, 'labels'), 4)
  blockIfSet(text, text.field(block, 'annotations'), '  annotations:', 4)
}

function writeCanary(text: ChartText, root: Root, block: Node): void {
  text.add('\napiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata:\n  name: ').part(root.fullname).add('-canary')
  writeMetadata(text, root, block)
  text.add('\nspec:\n  targetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: ').value(root.fullname)
  if (isSet(text.field(text.field(root.values, 'autoscaling'), 'enabled'))) {
    text.add('\n  autoscalerRef:\n    apiVersion: autoscaling/v1\n    kind: HorizontalPodAutoscaler')
    text.add('\n    name: ').part(root.fullname).add('-hpa')
  }
  text.add('    ')
  writeService(text, root, block)
  writeAnalysis(text, root, block)
}

function writeService(text: ChartText, root: Root, block: Node): void {
  const field = (key: string) => text.field(block, key)
  text.add('\n  service:')
  text.add('\n    portDiscovery: ').value(field('portDiscovery'))
  text.add('\n    port: ').value(field('serviceport'))
  text.add('\n    targetPort: ').value(field('targetPort'))
  lineIfSet(text, '    appProtocol: ', field('appProtocol'))
  blockIfSet(text, field('gatewayRefs'), '    gatewayRefs:', 6)
  writeGatewaysAndHosts(text, root, block)
  blockIfSet(text, field('retries'), '    retries:', 6)
  if (isSet(field('match'))) {
    text.add('\n    match:')
    for (const item of text.items(field('match'))) {
      text.add('\n      - uri:\n          prefix: ').value(text.field(text.field(item, 'uri'), 'prefix'))
    }
  }
  if (isSet(field('rewriteUri'))) text.add('\n    rewrite:\n      uri: ').value(field('rewriteUri'))
  lineIfSet(text, '    timeout: ', field('timeout'))
  blockIfSet(text, field('headers'), '    headers:', 6)
  blockIfSet(text, field('corsPolicy'), '    corsPolicy:', 6)
}

function writeGatewaysAndHosts(text: ChartText, root: Root, block: Node): void {
  const gateway = text.field(block, 'createIstioGateway')
  const own = isSet(text.field(gateway, 'enabled'))
  const gateways = text.field(block, 'addOtherGateways')
  if (own || isSet(gateways)) text.add('\n    gateways:')
  if (own) text.add('\n    - ').part(root.fullname).add('-istio-gateway')
  if (isSet(gateways)) for (const item of text.items(gateways)) text.add('\n    - ').value(item)
  const hosts = text.field(block, 'addOtherHosts')
  if (own || isSet(hosts)) text.add('\n    hosts:')
  if (own) text.add('\n    -  ').quoted(text.field(gateway, 'host'))
  if (isSet(hosts)) for (const item of text.items(hosts)) text.add('\n    - ').quoted(item)
}

function writeAnalysis(text: ChartText, root: Root, block: Node): void {
  const analysis = text.field(block, 'analysis')
  const thresholds = text.field(block, 'thresholds')
  const loadtest = text.field(block, 'loadtest')
  text.add('\n  analysis:')
  for (const key of ['interval', 'threshold', 'maxWeight', 'stepWeight']) {
    text.add(`\n    ${key}: `).value(text.field(analysis, key))
  }
  text.add('\n    metrics:\n    - name: request-success-rate')
  text.add('\n      threshold: ').value(text.field(thresholds, 'successRate'))
  text.add('\n      interval: 1m\n    - name: request-duration')
  text.add('\n      threshold: ').value(text.field(thresholds, 'latency'))
  text.add('\n      interval: 1m\n    webhooks:')
  if (!isSet(text.field(loadtest, 'enabled'))) return
  text.add('\n      - name: load-test\n        url: ').value(text.field(loadtest, 'url'))
  text.add('\n        timeout: 5s\n        metadata:\n          cmd: "hey -z 1m -q 10 -c 2 http://')
  text.part(root.fullname).add('-canary.').part(root.namespace).add(':')
  text.part(text.field(block, 'targetPort')).add('/"')
}
