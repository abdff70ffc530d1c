import type { Json } from '../../values/json.ts'
import { fieldsOf, type Type, typeOfKind } from '../defaults/schema.ts'
import { flaggerTypes } from './flagger-types.ts'
import { exceptions, keyDefaults } from './lists.ts'

/** A type as structured merging sees it (sigs.k8s.io/structured-merge-diff v6, schema). */
export type Shape =
  | { is: 'scalar'; scalar: 'string' | 'number' | 'bool' | 'any' }
  | { is: 'map'; fields: (() => ReadonlyMap<string, Shape>) | null; of: Shape | null; atomic: boolean }
  | { is: 'list'; of: Shape; items: Items }
  /** Without a schema: maps are merged, lists replaced whole; replaced whole altogether when `atomic`. */
  | { is: 'deduced'; atomic: boolean }

/** What tells the items of a list apart: nothing, their value, or some of their fields (with what an absent one means). */
export type Items = { by: 'place' } | { by: 'value' } | { by: 'keys'; keys: ReadonlyMap<string, Json | undefined> }

export const deduced: Shape = { is: 'deduced', atomic: false }
export const deducedWhole: Shape = { is: 'deduced', atomic: true }
const text: Shape = { is: 'scalar', scalar: 'string' }
const anyScalar: Shape = { is: 'scalar', scalar: 'any' }
const byPlace: Items = { by: 'place' }

const crdGroups = 'flagger.app/v1beta1'
const crdKinds = new Set(['Canary', 'MetricTemplate', 'AlertProvider'])

/** The shape of a kind, or null for a custom resource whose CRD is not known here. */
export function shapeOfKind(apiVersion: string, kind: string): Shape | null {
  if (apiVersion === crdGroups && crdKinds.has(kind)) return crdShape(kind)
  const type = typeOfKind(apiVersion, kind)
  return type && shapeOf(type)
}

const structs = new Map<string, Shape>()

function shapeOf(type: Type): Shape {
  switch (type.is) {
    case 'scalar':
      return scalars[type.scalar]
    case 'list':
      return { is: 'list', of: shapeOf(type.of), items: byPlace }
    case 'map':
      return { is: 'map', fields: null, of: shapeOf(type.of), atomic: false }
    case 'struct': {
      const known = structs.get(type.name)
      if (known) return known
      const shape: Shape = {
        is: 'map',
        fields: once(() => structFields(type.name)),
        of: null,
        atomic: exceptionOf(type.name).whole,
      }
      structs.set(type.name, shape)
      return shape
    }
  }
}

const scalars: Record<(Type & { is: 'scalar' })['scalar'], Shape> = {
  string: text,
  bytes: text,
  bool: { is: 'scalar', scalar: 'bool' },
  int32: { is: 'scalar', scalar: 'number' },
  int64: { is: 'scalar', scalar: 'number' },
  quantity: anyScalar,
  intOrString: anyScalar,
  time: anyScalar,
  microTime: anyScalar,
  json: deduced,
}

function structFields(name: string): ReadonlyMap<string, Shape> {
  const { fields } = exceptionOf(name)
  const shapes = new Map<string, Shape>()
  for (const field of fieldsOf(name).values()) {
    const shape = shapeOf(field.type)
    const exception = fields.get(field.name)
    shapes.set(field.name, exception === undefined ? shape : exceptional(shape, exception, field.type))
  }
  return shapes
}

function exceptional(shape: Shape, exception: string, type: Type): Shape {
  if (exception === '!') return shape.is === 'map' ? { ...shape, atomic: true } : shape
  if (shape.is !== 'list') return shape
  const names = exception.slice(1).split(',')
  if (exception === '=') return { ...shape, items: { by: 'value' } }
  const element = type.is === 'list' && type.of.is === 'struct' ? type.of.name : ''
  return { ...shape, items: { by: 'keys', keys: new Map(names.map(name => [name, keyDefault(element, name)])) } }
}

/** The zero of fields that their type always writes. */
function keyDefault(struct: string, name: string): Json | undefined {
  const known = keyDefaults[`${struct}.${name}`]
  const field = known === undefined ? fieldsOf(struct).get(name) : undefined
  if (known !== undefined || !field || field.omitEmpty) return known
  return field.type.is === 'scalar' && field.type.scalar === 'string' ? '' : 0
}

interface Exception {
  whole: boolean
  fields: ReadonlyMap<string, string>
}

const noException: Exception = { whole: false, fields: new Map() }

const parsedExceptions = once(() => {
  const entries = exceptions.trim().split(/\n(?=\S)/)
  return new Map(
    entries.map((entry): [string, Exception] => {
      const [head = '', ...words] = entry.split(/\s+/)
      const fields = words.map((word): [string, string] => {
        const mark = word.search(/[!=]/)
        return [word.slice(0, mark), word.slice(mark)]
      })
      return [head.replace(/[!:]$/, ''), { whole: head.endsWith('!'), fields: new Map(fields) }]
    }),
  )
})

function exceptionOf(name: string): Exception {
  return parsedExceptions().get(name) ?? noException
}

const crdTexts = once(
  () =>
    new Map(
      flaggerTypes
        .trim()
        .split(/\n(?=\S)/)
        .map((entry): [string, string] => [entry.slice(0, entry.indexOf(':')), entry.slice(entry.indexOf(':') + 1)]),
    ),
)

function crdShape(name: string): Shape {
  const known = structs.get(name)
  if (known) return known
  const shape: Shape = { is: 'map', fields: once(() => crdFields(name)), of: null, atomic: false }
  structs.set(name, shape)
  return shape
}

function crdFields(name: string): ReadonlyMap<string, Shape> {
  const words = (crdTexts().get(name) ?? '').match(/\S+/g) ?? []
  return new Map(words.map(word => [word.slice(0, word.indexOf(':')), crdType(word.slice(word.indexOf(':') + 1))]))
}

function crdType(written: string): Shape {
  if (written.startsWith('[]')) return { is: 'list', of: crdType(written.slice(2)), items: byPlace }
  if (written.startsWith('{}')) return { is: 'map', fields: null, of: crdType(written.slice(2)), atomic: false }
  if (written === 'ObjectMeta') return shapeOf({ is: 'struct', name: written, pointer: false })
  if (written === 'scalar') return anyScalar
  if (written === 'any') return deduced
  if (written === 'string' || written === 'number' || written === 'bool') return { is: 'scalar', scalar: written }
  return crdShape(written)
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
