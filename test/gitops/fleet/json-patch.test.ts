import { describe, expect, it } from 'vitest'
import { applyOperation, type PatchOperation, removeAt } from '../../../src/gitops/fleet/json-patch.ts'

const document = { a: { 'b/c': 1, 'd~e': 2 }, list: ['x', 'y', 'z'], gone: null }

describe('operations, as evanphx/json-patch has them', () => {
  it.each<[PatchOperation, object]>([
    [{ op: 'remove', path: '/a/b~1c' }, { a: { 'd~e': 2 } }],
    [{ op: 'remove', path: '/a/d~0e' }, { a: { 'b/c': 1 } }],
    [{ op: 'remove', path: '/list/-1' }, { list: ['x', 'y'] }],
    [{ op: 'remove', path: '/list/+1' }, { list: ['x', 'z'] }],
    [{ op: 'remove', path: 'x/gone' }, { gone: undefined }],
    [{ op: 'replace', path: '/new', value: 1 }, { new: 1 }],
    [{ op: 'replace', path: '/a' }, { a: null }],
    [{ op: 'add', path: '/list/-', value: 'w' }, { list: ['x', 'y', 'z', 'w'] }],
    [{ op: 'add', path: '/list/1', value: 'w' }, { list: ['x', 'w', 'y', 'z'] }],
    [{ op: 'test', path: '/gone' }, {}],
    [{ op: 'test', path: '/nowhere' }, {}],
    [{ op: 'test', path: '/list/0', value: 'x' }, {}],
    [
      { op: 'move', from: '/list/0', path: '/first' },
      { list: ['y', 'z'], first: 'x' },
    ],
    [{ op: 'copy', from: '/list/0', path: '/first' }, { first: 'x' }],
  ])('%j changes %j', (operation, change) => {
    const expected = JSON.parse(JSON.stringify({ ...document, ...change }))
    expect(applyOperation(document, operation)).toEqual({ done: expected })
  })

  it.each<PatchOperation>([
    { op: 'remove', path: '/nowhere' },
    { op: 'remove', path: '/list/3' },
    { op: 'remove', path: '/list/x' },
    { op: 'remove', path: '/gone/deeper' },
    { op: 'remove', path: '/a/b~1c/deeper' },
    { op: 'remove', path: 'nowhere' },
    { op: 'remove' },
    { op: 'replace', path: '/list/3', value: 'w' },
    { op: 'add', path: '/list/4', value: 'w' },
    { op: 'test', path: '/list/0', value: 'y' },
    { op: 'test', path: '/list/0' },
    { op: 'move', path: '/first' },
    { op: 'delete', path: '/a' },
    {},
  ])('%j fails', operation => {
    expect(applyOperation(document, operation)).toHaveProperty('error')
  })

  it('leave the document as it was', () => {
    const before = structuredClone(document)
    removeAt(document, '/a/b~1c')
    applyOperation(document, { op: 'add', path: '/list/0', value: 'w' })
    expect(document).toEqual(before)
  })
})
