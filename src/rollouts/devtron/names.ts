import { isMap, type JsonMap } from '../../values/json.ts'

/** templates/_helpers.tpl: a name of one's own, or the Rollout's. */
export function serviceNames({ service }: JsonMap, name: string): { stable: string; canary: string } {
  const own = isMap(service) ? service['name'] : undefined
  if (typeof own === 'string' && own !== '') return { stable: short(own, 63), canary: `${short(own, 55)}-preview` }
  return { stable: `${short(name, 55)}-service`, canary: `${short(name, 47)}-preview-service` }
}

function short(name: string, length: number): string {
  const cut = name.slice(0, length)
  return cut.endsWith('-') ? cut.slice(0, -1) : cut
}
