import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/values/json.ts'
import { validateValues } from '../../src/values/validate.ts'

/** What each kind of value takes and refuses; null, which every one of these takes, stands for "not set". */
const table: Record<string, { right: Json[]; wrong: Json[] }> = {
  'flaggerCanary.enabled': { right: [true, false, null], wrong: ['true', 'no', 1, 0, [], {}] },
  'flaggerCanary.serviceport': { right: [1, 80, 65535, null], wrong: [0, -1, 65536, 80.5, '80', 'http', [80]] },
  'flaggerCanary.targetPort': {
    right: [1, 65535, 'http', 'app-1', '8-a', 'a', 'fifteen-chars-x'],
    wrong: [0, 65536, '8080', 'http_1', 'a--b', '-a', 'a-', 'sixteen-chars-xx', 'A', '', true],
  },
  'flaggerCanary.analysis.interval': {
    right: ['15s', '1m', '1m30s', '500ms', '0s', '5m1.5s', '2m1h'],
    wrong: ['', '60', 60, '2h', '1.5m', '1mzzz', 'm', '1 m', '-1m', '1d'],
  },
  'flaggerCanary.timeout': {
    right: ['15s', '1h', '1.5s', '250ms', '1h2m3s', '', null],
    wrong: [15, '15', 'soon', '-1s'],
  },
  'flaggerCanary.retries.perTryTimeout': { right: ['2s', null], wrong: ['', 2, '2'] },
  'flaggerCanary.retries': { right: [false, '', {}, null], wrong: [true, '3', 3, []] },
  'flaggerCanary.retries.retryOn': { right: ['5xx', '5xx,reset', '503, 504', ''], wrong: ['5xx;reset', ',5xx', 503] },
  'flaggerCanary.analysis.threshold': { right: [1, 1000], wrong: [0, -1, 1.5, '5'] },
  'flaggerCanary.analysis.stepWeight': { right: [1, 100], wrong: [0, 101, 0.5, '10'] },
  'flaggerCanary.thresholds.successRate': { right: [0, 0.99, 99.9, 100], wrong: [-1, 100.1, '99', '99%'] },
  'flaggerCanary.thresholds.latency': { right: [0.5, 500, 1e9], wrong: [0, -1, '500', '500ms'] },
  'flaggerCanary.createIstioGateway.host': {
    right: [
      'shop.example.com',
      '*',
      '*.example.com',
      '*-shop.example.com',
      'shop',
      'a.b.',
      '10.0.0.1',
      '',
      ['a', '*.b'],
    ],
    wrong: ['https://a/', 'a:80', 'a/b', 'a_b', 'a..b', '-a', 'a.*.b', [''], [1], 1, {}],
  },
  'flaggerCanary.createIstioGateway.tls.secretName': { right: ['shop-tls', 'shop.tls', ''], wrong: ['Shop', 'a/b', 1] },
  'flaggerCanary.addOtherGateways': {
    right: [[], ['mesh'], ['istio-system/public'], [{ name: 'a' }, { name: 'a', namespace: 'b' }]],
    wrong: [['*'], [''], ['a/b/c'], [{ namespace: 'b' }], [{ name: 'a', host: 'b' }], [1], 'mesh'],
  },
  'flaggerCanary.addOtherHosts': { right: [[], ['a.b', '*']], wrong: [['https://a'], [''], [1], 'a.b'] },
  'flaggerCanary.rewriteUri': { right: ['/', '/v2', '', null], wrong: ['v2', { uri: '/' }, 1] },
  'flaggerCanary.loadtest.url': {
    right: ['http://flagger-loadtester.test/', 'https://lt', 'http://lt:8080/x?y=1'],
    wrong: ['', 'flagger-loadtester.test', 'ftp://a', 'http://', 'http:// a', 1],
  },
  'flaggerCanary.appProtocol': {
    right: ['http', 'HTTP2', 'kubernetes.io/h2c', ''],
    wrong: ['a b', 1, '/h2c', 'http/'],
  },
  'flaggerCanary.labels': {
    right: [{}, { 'example.com/team': 'a.b_c-1' }, { a: '' }],
    wrong: [
      { a: 1 },
      { a: true },
      { 'a b': 'c' },
      { a: 'b c' },
      { a: '-b' },
      { 'A.com/a': 'b' },
      { a: 'x'.repeat(64) },
      ['a'],
    ],
  },
  'flaggerCanary.annotations': { right: [{ a: 'anything\nat all' }], wrong: [{ a: 1 }, { '': 'b' }] },
  'flaggerCanary.headers': {
    right: [{ request: { set: { 'x-a': 'b' } }, response: { remove: ['server'] } }, {}],
    wrong: [
      { 'x-a': 'b' },
      { request: { set: { 'x-a': 1 } } },
      { request: { set: { 'x a': 'b' } } },
      { request: ['x'] },
      [1],
    ],
  },
  'flaggerCanary.corsPolicy': {
    right: [{ allowOrigin: ['a'] }, { allowOrigins: [{ prefix: 'https://' }], allowMethods: ['GET', '*'] }],
    wrong: [['*'], { maxAge: 86400 }, { allowOrigins: ['*'] }, { allowOrigins: [{}] }, { allowMethods: ['get'] }],
  },
  'flaggerCanary.match': {
    right: [[], [{}], [{ uri: { regex: '.*' }, port: 80 }], [{ headers: { 'x-a': {} } }]],
    wrong: [{ uri: {} }, [{ uri: {} }], [{ uri: '/' }], [{ uri: { prefix: '/', exact: '/' } }], [null]],
  },
  'flaggerCanary.gatewayRefs': { right: [[{ name: 'a', port: 80 }], null], wrong: [['a'], [{}], { name: 'a' }] },
  ContainerPort: {
    right: [[{ name: 'app', port: '8080', servicePort: 80, protocol: 'UDP', anything: 'else' }]],
    wrong: [[], null, [{ port: 80 }], [{ name: 'a', port: '65536' }], [{ name: 'a', port: 80, protocol: 'tcp' }], [80]],
  },
  'autoscaling.MinReplicas': { right: [0, 1, '2', null], wrong: [-1, 1.5, 'two', ''] },
  'podDisruptionBudget.minAvailable': { right: [1, '25%', null], wrong: ['a', 0.5, -1] },
  'flaggerCanaryExtras.analysis.stepWeights': { right: [[1, 50, 100]], wrong: [[], [0], [101], [1.5], [null], 5] },
  'flaggerCanaryExtras.provider': { right: ['istio', 'gatewayapi:v1'], wrong: ['Istio', '', 1] },
  'flaggerCanaryExtras.gateway.servers': {
    right: [[{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['./*.example.com'] }]],
    wrong: [
      [],
      [{ hosts: ['a'] }],
      [{ port: 80, hosts: ['a'] }],
      [{ port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: [] }],
    ],
  },
}

describe.each(Object.entries(table))('%s', (path, { right, wrong }) => {
  it.each(right.map(value => [value]))('takes %j', value => {
    expect(validateValues(nest(path, value))).toEqual([])
  })

  it.each(wrong.map(value => [value]))('refuses %j', value => {
    expect(validateValues(nest(path, value))).toHaveLength(1)
  })
})

function nest(path: string, value: Json): Json {
  return path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), value)
}
