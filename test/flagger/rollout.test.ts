import { describe, expect, it } from 'vitest'
import { type Moment, routesAt, routesOf } from '../../src/flagger/rollout.ts'
import { readCanary, storeCanary } from '../../src/flagger/stored.ts'
import type { JsonMap } from '../../src/values/json.ts'
import { canaryOf, deploymentOf, releaseOf } from './releases.ts'

const weights = { interval: '1m', threshold: 5, stepWeight: 10 }

/** The HTTP routes of the VirtualService at one moment, each as `match primary/canary`. */
function routes(spec: object, moment: Moment) {
  const release = releaseOf([canaryOf('shop', spec), deploymentOf('shop')])
  const { manifest } = storeCanary(release.canary, release.namespace)
  if (!manifest) throw new Error('the Canary was refused')
  const objects = routesAt(release, readCanary(manifest).canary, moment)
  const { http = [] } = (objects.map(routesOf).find(found => found?.['kind'] === 'VirtualService') ?? {}) as {
    http?: Route[]
  }
  return http
}

interface Route extends JsonMap {
  route: { destination: { host: string }; weight?: number; headers?: JsonMap }[]
}

function shares(spec: object, moment: Moment): string[] {
  return routes(spec, moment).map(({ route, match, mirror }) => {
    const shares = route
      .map(({ destination, weight }) => `${destination.host.replace('shop-', '')} ${weight}`)
      .join(', ')
    return `${match ? 'some: ' : ''}${shares}${mirror ? ', mirrored' : ''}`
  })
}

function moment(primary: number, canary: number, more: Partial<Moment> = {}): Moment {
  return { phase: 'Progressing', routes: { primary, canary, mirrored: false }, ...more }
}

describe('the routes of a moment', () => {
  it('are all for the primary at the start', () => {
    expect(shares({ analysis: weights }, moment(0, 100, { phase: '' }))).toEqual(['primary 100, canary 0'])
  })

  it('have the weights of the step', () => {
    expect(shares({ analysis: weights }, moment(70, 30))).toEqual(['primary 70, canary 30'])
    expect(shares({ analysis: weights }, moment(100, 0))).toEqual(['primary 100, canary 0'])
  })

  it('copy the requests while they are mirrored', () => {
    const analysis = { interval: '1m', threshold: 5, iterations: 3, mirror: true, mirrorWeight: 40 }
    const [route] = routes({ analysis }, moment(100, 0, { routes: { primary: 100, canary: 0, mirrored: true } }))
    expect(route).toMatchObject({ mirror: { host: 'shop-canary' }, mirrorPercentage: { value: 40 } })
    expect(shares({ analysis }, moment(100, 0))).toEqual(['primary 100, canary 0'])
  })

  it('send the requests of an A/B test to the canary while it runs', () => {
    const match = [{ headers: { 'x-insider': { exact: 'yes' } } }]
    const analysis = { interval: '1m', threshold: 5, iterations: 3, match }
    expect(shares({ analysis }, moment(0, 100, { iterations: 1 }))).toEqual([
      'some: primary 0, canary 100',
      'primary 0',
    ])
    expect(shares({ analysis }, moment(100, 0))).toEqual(['some: primary 100, canary 0', 'primary 100'])
  })

  it('keep those with the cookie at the canary, and give it to others', () => {
    const analysis = { ...weights, sessionAffinity: { cookieName: 'seen', maxAge: 60 } }
    const [sticky, weighted] = routes({ analysis }, moment(90, 10, { cookie: 'seen=abc' }))
    expect(sticky).toMatchObject({ match: [{ headers: { Cookie: { regex: '.*seen.*abc.*' } } }] })
    expect(weighted?.route[1]).toMatchObject({
      weight: 10,
      headers: { response: { add: { 'Set-Cookie': 'seen=abc; Max-Age=60' } } },
    })
  })

  it('take the cookie away when the rollout is over', () => {
    const analysis = { ...weights, sessionAffinity: { cookieName: 'seen' } }
    const over = routes({ analysis }, moment(100, 0, { previousCookie: 'seen=abc', cookie: '' }))
    expect(JSON.stringify(over)).toContain('seen=abc; Max-Age=-1')
  })
})
