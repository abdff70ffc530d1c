import type { Json } from '../../values/json.ts'
import { type Pointer, valueAt } from '../../values/pointer.ts'
import type { Sides } from '../fleet/difference.ts'

/** The reasons of verdicts, in words. */
const most = 3
const longest = 60

export const same = 'nothing that Git names differs'
export const onlyGit = 'the object is not in the cluster'
export const onlyLive = 'Git does not have the object'
export const extra =
  'the cluster has the object, tracked by this application, and Git does not: pruned when prune is on'
export const extraneous = `${extra}; IgnoreExtraneous keeps the application in sync`
export const copied = 'the tracking-id was copied from another object: no sync status, and never pruned'
export const hook = 'a hook, or left out with `argocd.argoproj.io/hook: Skip`: no sync status'

export function hidden(paths: Pointer[]): string {
  const more = paths.length > most ? ` and ${paths.length - most} more` : ''
  return `ignored: ${paths.slice(0, most).join(', ')}${more}`
}

export function differs({ live, predicted }: Sides, paths: Pointer[]): string {
  const secret = live['kind'] === 'Secret'
  const told = paths.slice(0, most).map(path => {
    if (secret) return `${path} differs`
    return `${path} is ${show(valueAt(live, path))} in the cluster, ${show(valueAt(predicted, path))} in Git`
  })
  const more = paths.length > most ? [`and ${paths.length - most} more`] : []
  return [...told, ...more].join('; ')
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'absent'
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))
  return text.length > longest ? `${text.slice(0, longest - 3)}…` : text
}
