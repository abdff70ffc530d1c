import { mapAt } from '../../devtron/fixes/access.ts'
import type { JsonMap } from '../../values/json.ts'
import { pointer } from '../../values/pointer.ts'
import { list, short } from '../../values/quote.ts'
import { labelsAt, textAt } from '../read.ts'
import type { Mistake } from './mistake.ts'
import { configMapKey } from './names.ts'

/** Kubernetes 1.34, ValidateConfigMap. */
export function configMapMistakes(config: JsonMap): Mistake[] {
  const [data, binary] = [mapAt(config, 'data'), mapAt(config, 'binaryData')]
  const both = Object.keys(data).filter(key => Object.hasOwn(binary, key))
  return [
    ...keyMistakes(data, 'data'),
    ...keyMistakes(binary, 'binaryData'),
    ...both.map(
      (key): Mistake => ({
        kind: 'config',
        path: pointer('data', key),
        part: 'key',
        what: `the key ${short(key)} is in data and binaryData`,
      }),
    ),
  ]
}

/** The keys that a Secret of a type has to have: all of them, or one of several. */
const needed: Record<string, { keys: string[]; how: 'all' | 'one' }> = {
  'kubernetes.io/basic-auth': { keys: ['username', 'password'], how: 'one' },
  'kubernetes.io/ssh-auth': { keys: ['ssh-privatekey'], how: 'all' },
  'kubernetes.io/tls': { keys: ['tls.crt', 'tls.key'], how: 'all' },
  'kubernetes.io/dockercfg': { keys: ['.dockercfg'], how: 'all' },
  'kubernetes.io/dockerconfigjson': { keys: ['.dockerconfigjson'], how: 'all' },
}

/** Kubernetes 1.34, ValidateSecret. The values are not looked at. */
export function secretMistakes(secret: JsonMap): Mistake[] {
  const data = { ...mapAt(secret, 'data'), ...mapAt(secret, 'stringData') }
  return [...keyMistakes(data, 'data'), ...typeMistakes(secret, data)]
}

function typeMistakes(secret: JsonMap, data: JsonMap): Mistake[] {
  const type = textAt(secret, 'type') ?? 'Opaque'
  if (type === 'kubernetes.io/service-account-token') {
    const account = labelsAt(secret, 'metadata', 'annotations')['kubernetes.io/service-account.name']
    return account
      ? []
      : [
          {
            kind: 'secret',
            path: '/type',
            what: `a Secret of type ${type} needs the annotation kubernetes.io/service-account.name`,
          },
        ]
  }
  const { keys, how } = needed[type] ?? { keys: [], how: 'all' }
  const missing = keys.filter(key => !Object.hasOwn(data, key))
  if (missing.length === 0 || (how === 'one' && missing.length < keys.length)) return []
  return [
    {
      kind: 'secret',
      path: '/type',
      what: `a Secret of type ${type} needs the key ${list(missing, how === 'one' ? 'or' : 'and')}`,
    },
  ]
}

function keyMistakes(data: JsonMap, field: string): Mistake[] {
  return Object.keys(data).flatMap((key): Mistake[] => {
    const wrong = configMapKey(key)
    return wrong === null
      ? []
      : [{ kind: 'config', path: pointer(field, key), part: 'key', what: `the key ${short(key)} ${wrong}` }]
  })
}
