import { hideValues } from '../flagger/secrets.ts'
import { isMap, type Json, type JsonMap } from '../values/json.ts'
import { type Pointer, pointer } from '../values/pointer.ts'
import { typeInWords } from './words.ts'

export interface SecretMistake {
  code: 'MF007'
  path: Pointer
  message: string
}

/** Takes the values out of a Secret. */
export type Hide = (secret: JsonMap) => JsonMap

/** A Secret without its values. What is wrong with them has to be said here, where they are seen last, and without them. */
export function readSecret(secret: JsonMap, hide: Hide = hideValues): { secret: JsonMap; mistakes: SecretMistake[] } {
  const mistakes = ['data', 'stringData'].flatMap(field => mistakesOf(field, secret[field]))
  return { secret: hide(secret), mistakes }
}

function mistakesOf(field: string, data: Json | undefined): SecretMistake[] {
  if (data === undefined || data === null) return []
  if (!isMap(data)) return [mistake([field], data, 'a map of texts')]
  return Object.keys(data).flatMap(key => {
    const value = data[key] ?? null
    return typeof value === 'string' || value === null ? [] : [mistake([field, key], value, 'a text')]
  })
}

function mistake(path: string[], value: Json, expected: string): SecretMistake {
  const message = `${path.join('.')} of this Secret is ${typeInWords(value)}; expected ${expected}`
  return { code: 'MF007', path: pointer(...path), message }
}
