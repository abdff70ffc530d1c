import { isQuantity } from './quantity.ts'

/** A scalar as Go's JSON decoder takes it into a typed field, or what it expected instead. */
export type Scalar = { value: string | number | bigint | boolean } | { expected: string }

const limits: { [format: string]: readonly [bigint, bigint] } = {
  int32: [-2147483648n, 2147483647n],
  int64: [-9223372036854775808n, 9223372036854775807n],
}

export function integer(value: unknown, format = 'int64'): Scalar {
  const expected = `an integer (${format})`
  if (typeof value !== 'bigint' && !Number.isInteger(value)) return { expected }
  const number = value as bigint | number
  const [lowest, highest] = limits[format] ?? [0n, 4294967295n]
  return number >= lowest && number <= highest ? { value: number } : { expected }
}

/**
 * kubectl converts YAML to JSON with the Go type at hand: a number or boolean where the type wants a string becomes one
 * (sigs.k8s.io/yaml 1.6, convertToJSONableObject). `coerce` is off where that lookup fails: inside inlined structs.
 */
export function text(value: unknown, coerce: boolean): Scalar {
  if (typeof value === 'string') return { value }
  const scalar = typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  return coerce && scalar ? { value: String(value) } : { expected: 'a string' }
}

export function boolean(value: unknown): Scalar {
  return typeof value === 'boolean' ? { value } : { expected: 'true or false' }
}

export function intOrString(value: unknown): Scalar {
  if (typeof value === 'string') return { value }
  const read = integer(value, 'int32')
  return 'value' in read ? read : { expected: 'an integer or a string' }
}

export function quantity(value: unknown): Scalar {
  const written = typeof value === 'number' || typeof value === 'bigint' ? String(value) : value
  return typeof written === 'string' && isQuantity(written)
    ? { value: written }
    : { expected: 'a quantity such as 500m, 2 or 1Gi' }
}

const rfc3339 =
  /^\d{4}-(0[1-9]|1[0-2])-\d\d[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/

export function time(value: unknown): Scalar {
  return typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value))
    ? { value }
    : { expected: 'a time such as 2006-01-02T15:04:05Z' }
}
