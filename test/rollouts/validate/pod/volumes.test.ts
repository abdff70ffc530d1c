import { expect, test } from 'vitest'
import { refusedRollouts } from '../../../../src/rollouts/validate/validate.ts'
import type { JsonMap } from '../../../../src/values/json.ts'
import { rolloutOf } from '../../rollouts.ts'

const containers = [{ name: 'shop', image: 'shop:1' }]

function refused(volume: JsonMap): string[] {
  const template = {
    metadata: { labels: { app: 'shop' } },
    spec: { containers, volumes: [{ name: 'data', ...volume }] },
  }
  return refusedRollouts([rolloutOf({}, { template })]).map(({ path, message }) => `${path} ${message}`)
}

const at = '/spec/template/spec/volumes/0'

// k8s.io/kubernetes 1.34, validateCephFSVolumeSource; the linter has a name of its own for what rbd calls monitors.
test.each([
  [{ cephfs: { monitors: ['a:6789'] } }, []],
  [{ cephfs: {} }, [`${at}/cephfs/monitors must be given`]],
  [{ cephfs: { monitors: [] } }, [`${at}/cephfs/monitors must not be empty`]],
  [{ emptyDir: {} }, []],
])('%j', (volume, expected) => {
  expect(refused(volume)).toEqual(expected.map(text => expect.stringContaining(text)))
})
