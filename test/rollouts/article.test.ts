import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import { type RolloutInput, rolloutInput } from '../../src/rollouts/input.ts'
import { isRollout } from '../../src/rollouts/kinds.ts'
import { readRollout } from '../../src/rollouts/read.ts'
import { timedRoutes } from '../../src/rollouts/schedule/timed-routes.ts'
import { validateRollouts } from '../../src/rollouts/validate/validate.ts'

const files = ['gateway', 'rollout', 'services', 'virtual-service']

/** A published article about canaries with Argo Rollouts and Istio, as it stands there and as it works. */
describe('the article', () => {
  const published = inputOf('article')

  test.each([
    ['rollout.yaml:24', 'RO040', 'Service "canary-svc" selects app: imesh-rollout, and on the pods it is "nginx"'],
    ['rollout.yaml:25', 'RO040', 'Service "stable-svc" selects app: imesh-rollout, and on the pods it is "nginx"'],
    ['services.yaml:8', 'RO081', 'no container has a port named "http", so the Service reaches no pod'],
    ['services.yaml:21', 'RO081', 'no container has a port named "http", so the Service reaches no pod'],
    ['virtual-service.yaml:5', 'RO082', '"Namespace" is not a field of metadata, it is written namespace'],
    ['virtual-service.yaml:10', 'RO083', 'no Service is named "imesh-rollout": only requests through the gateway'],
    ['rollout.yaml:33', 'RO077', 'nothing is measured'],
  ])('%s: %s', (place, code, message) => {
    const found = findingsOf(published).filter(one => one.code === code && one.place === place)
    expect(found.map(one => one.message)).toEqual([expect.stringContaining(message)])
  })

  // A new pod counts when it has been ready for 30 s: the second one comes with the promotion.
  test('promises 5 % and then 5 % more every hour, and gives half of all requests, then everything', () => {
    expect(timesOf(published)).toEqual([
      { weight: 0, seconds: 0 },
      { weight: 50, seconds: 30 },
      { weight: 0, seconds: 3660 },
    ])
  })
})

describe('the article, mended', () => {
  const mended = inputOf('article-fixed')

  test('has nothing to find', () => {
    expect(findingsOf(mended)).toEqual([])
  })

  test('does what the text says', () => {
    const times = timesOf(mended)
    expect(times.slice(0, 4)).toEqual([
      { weight: 0, seconds: 0 },
      { weight: 5, seconds: 30 },
      { weight: 10, seconds: 3630 },
      { weight: 15, seconds: 7230 },
    ])
    expect(times.at(-2)).toEqual({ weight: 95, seconds: 18 * 3600 + 60 })
  })
})

function inputOf(folder: string): RolloutInput {
  const read = readReleases(
    files.map(name => ({
      file: `${name}.yaml`,
      text: readFileSync(`fixtures/engines/${folder}/${name}.yaml`, 'utf8'),
    })),
    { namespace: 'default', settings: defaultSettings, refs: 'assume' },
  )
  const input = rolloutInput({ ...read, namespace: 'default', refs: 'assume' })
  expect.assert(input)
  return input
}

function findingsOf({ objects, refs, locate }: RolloutInput) {
  return validateRollouts(objects, refs).map(problem => {
    const { file, line } = locate(problem)
    return { place: `${file}:${line}`, code: problem.code, message: problem.message }
  })
}

function timesOf({ objects }: RolloutInput) {
  const rollout = objects.find(isRollout)
  expect.assert(rollout)
  const { steps } = timedRoutes(readRollout(rollout).value, objects)
  return steps.map(({ weight, seconds }) => ({ weight, seconds }))
}
