import { isMap, type Json } from '../../values/json.ts'
import type { Fix } from './fix.ts'

export const noNulls: Fix = {
  name: 'no-nulls',
  wrong:
    'With loadtest off the chart renders `webhooks: null` (and null for other missing values), which validators and API servers before 1.20 refuse.',
  instead: 'A field without a value is left out.',
  evidence: 'fluxcd/flagger#600, yannh/kubeconform#123; newer API servers drop such nulls while decoding.',
  apply: ({ objects }) => {
    for (const object of objects) dropNulls(object as Json)
  },
}

/** Items of lists stay: their place means something. */
function dropNulls(value: Json): void {
  if (Array.isArray(value)) value.forEach(dropNulls)
  if (!isMap(value)) return
  for (const key of Object.keys(value)) {
    const member = value[key] as Json
    if (member === null) delete value[key]
    else dropNulls(member)
  }
}
