import { getKey, type Json, type JsonMap } from '../values/json.ts'
import { truthy } from './go.ts'

/** Who this release is: what Devtron passes to Helm beside the values. */
export interface Identity {
  /** The Devtron app, which is the chart's name. */
  app: string
  /** Helm's release, `<app>-<env>` in Devtron. */
  release: string
  namespace: string
  /** Chart.Version, a counter per app in Devtron; only the label `chart` shows it. */
  chartVersion: string
}

export interface Names {
  /** `.Chart.Name .name`: the label `app` and Flagger's selector. */
  name: string
  /** `.Chart.Name .fullname`: the Deployment, and so the apex Service. */
  fullname: string
  /** The label `chart`. */
  chart: string
}

/** A name that is no text: Helm's `trunc` refuses it. */
export interface BadName {
  key: 'nameOverride' | 'fullnameOverride'
  value: Json
}

/** The chart's _helpers.tpl, the same in every chart version. */
export function namesOf(values: JsonMap, identity: Identity): Names | BadName {
  const override = getKey(values, 'nameOverride')
  const full = getKey(values, 'fullnameOverride')
  if (truthy(override) && typeof override !== 'string') return { key: 'nameOverride', value: override as Json }
  if (truthy(full) && typeof full !== 'string') return { key: 'fullnameOverride', value: full as Json }

  const base = typeof override === 'string' && override !== '' ? override : identity.app
  const { release } = identity
  return {
    name: label(base),
    fullname: label(
      typeof full === 'string' && full !== '' ? full : release.includes(base) ? release : `${release}-${base}`,
    ),
    chart: label(`${identity.app}-${identity.chartVersion}`.replaceAll('+', '_')),
  }
}

/** `trunc 63 | trimSuffix "-"`: bytes, and one dash only, so that a cut name can still end in a dash. */
function label(text: string): string {
  const cut = truncate(text, 63)
  return cut.endsWith('-') ? cut.slice(0, -1) : cut
}

function truncate(text: string, bytes: number): string {
  // No character takes more than three bytes per UTF-16 unit.
  if (text.length * 3 <= bytes) return text
  const encoded = new TextEncoder().encode(text)
  return encoded.length <= bytes ? text : new TextDecoder().decode(encoded.slice(0, bytes))
}
