import { holdsKey, type Json, type JsonMap, setKey } from '../../json.ts'
import { giveUp, type Quick } from './quick.ts'

/** Longer ones may be no keys, by a rule that counts characters (../scan-key.ts); half of it is surely within. */
export const longestKey = 512

export function addKey(q: Quick, map: JsonMap, key: string, value: Json): void {
  if (q.duplicates === 'error' && holdsKey(map, key)) giveUp()
  setKey(map, key, value)
}
