import { expect, it } from 'vitest'
import { comparableWithAffinity } from '../../src/flagger/providers/istio-affinity.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'

const named = { name: 'sticky-route' }
const byCookie = { match: [{ headers: { Cookie: { regex: '.*c.*abcdefghij.*' } } }] }
const spec = { http: [named, byCookie, {}] }
const affinity = { cookieName: 'c', primaryCookieName: 'p' }

// Flagger 1.42 and 1.43, reconcileVirtualService of pkg/router/istio.go.
it.each([
  ['1.42', [byCookie, {}]],
  ['1.43', [named, {}]],
])('Flagger %s leaves the route of the cookie out of the comparison', (flaggerVersion, http) => {
  expect(comparableWithAffinity(spec, affinity, { ...defaultSettings, flaggerVersion })).toEqual({ http })
})
