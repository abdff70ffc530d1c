import { describe, expect, it } from 'vitest'
import type { CanaryStep, Rollout } from '../../src/rollouts/rollout.ts'
import { stagesOutlook } from '../../src/timeline/stages/outlook.ts'
import type { Manifest } from '../../src/values/manifest.ts'

const measured: CanaryStep = { analysis: { templates: [{ templateName: 'errors' }] } }
const pause = (duration?: string): CanaryStep => ({ pause: duration === undefined ? {} : { duration } })

/** Three measurements, one a minute; the second bad one ends the rollout. */
const errors: Manifest = template('errors', { interval: '1m', count: 3, failureLimit: 1, provider: { prometheus: {} } })

describe('a Rollout that goes well', () => {
  it('takes as long as its pauses and analyses', () => {
    const { promotionSeconds, exposure, peak } = outlook([{ setWeight: 20 }, pause('5m'), { setWeight: 60 }, measured])
    expect(promotionSeconds).toBe(5 * 60 + 2 * 60)
    expect(exposure).toBe(0.2 * 5 + 0.6 * 2)
    expect(peak).toBe(0.6)
  })

  it('has no length when it waits for somebody', () => {
    expect(outlook([{ setWeight: 20 }, pause(), { setWeight: 60 }]).promotionSeconds).toBeNull()
  })

  it('without traffic routing gives every pod its share', () => {
    const { stages } = outlook([{ setWeight: 25 }, pause('1m')], { trafficRouting: undefined })
    expect(stages.map(({ share }) => share)).toEqual([0.25, 0.25, 0])
  })

  it('gets copies between the step that mirrors and the one that stops it', () => {
    const mirror = (match?: object[]): CanaryStep => ({ setMirrorRoute: { name: 'copies', ...(match && { match }) } })
    const { stages } = outlook([mirror([{}]), pause('1m'), mirror(), pause('1m')])
    expect(stages.map(({ copies }) => copies)).toEqual([true, true, false, false, false])
  })
})

describe('a Rollout that turns bad', () => {
  it('is noticed by the next analysis, after as many failures as it takes', () => {
    const { failures } = outlook([{ setWeight: 20 }, pause('5m'), { setWeight: 60 }, measured])
    expect(failures).toMatchObject({ latest: 5 * 60 + 60, soonest: 60, lastNoticed: 3 })
    expect(failures?.worst).toMatchObject({ exposure: 0.2 * 5 + 0.6, peak: 0.6 })
  })

  it('is noticed beside the steps, also while somebody is waited for', () => {
    const analysis = { templates: [{ templateName: 'errors' }], startingStep: 1 }
    const { failures } = outlook([{ setWeight: 20 }, pause()], { analysis })
    expect(failures).toMatchObject({ soonest: 60, latest: 60, lastNoticed: 1 })
    expect(failures?.worst.exposure).toBe(0.2)
  })

  it('is not noticed behind a step that waits for somebody, or when nothing measures', () => {
    expect(outlook([{ setWeight: 20 }, pause(), measured]).failures?.soonest).toBe(60)
    expect(outlook([{ setWeight: 20 }, pause()]).failures).toBeNull()
    expect(outlook([{ setWeight: 20 }, pause('1m')]).failures).toBeNull()
  })

  it('web hooks count only where nothing is measured', () => {
    const gate = template('gate', { provider: { web: { url: 'http://gate/' } } })
    const asked: CanaryStep = { analysis: { templates: [{ templateName: 'gate' }] } }
    expect(outlook([asked, { setWeight: 20 }, measured], {}, [gate]).failures).toMatchObject({ lastNoticed: 2 })
    expect(outlook([asked, { setWeight: 20 }, pause('1m')], {}, [gate]).failures).toMatchObject({ lastNoticed: 0 })
  })
})

function outlook(steps: CanaryStep[], more: object = {}, objects: Manifest[] = []) {
  const rollout: Rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'shop', namespace: 'prod' },
    spec: {
      replicas: 4,
      strategy: { canary: { maxSurge: 1, trafficRouting: { nginx: {} }, steps, ...more } },
    },
  }
  return stagesOutlook(rollout, [errors, ...objects])
}

function template(name: string, metric: object): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name, namespace: 'prod' },
    spec: { metrics: [{ name, ...metric }] },
  }
}
