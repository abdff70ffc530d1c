import type { ObjectRef, Problem } from '../../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../../values/json.ts'
import { escapeSegment } from '../../values/pointer.ts'
import { problem } from '../problem.ts'
import { type ChartVersion, charts, chosenRouter } from './charts.ts'

export const place = '/deployment/strategy'

/** What the chart leaves out, and what it breaks. */
export function aboutChart(settings: JsonMap, object: ObjectRef, chart: ChartVersion): Problem[] {
  const { fields, routers, managedRoutes, indented } = charts[chart]
  const canary = `${place}/canary`
  const { trafficRouting } = settings
  const routing = isMap(trafficRouting) ? trafficRouting : {}
  const known = new Set([...fields, ...(routers.length > 0 ? ['trafficRouting'] : [])])
  const knownRouting = new Set([chosenRouter(routing, chart), ...(managedRoutes ? ['managedRoutes'] : [])])
  const unknown = [
    ...Object.keys(settings).flatMap(key => (known.has(key) ? [] : [`${canary}/${escapeSegment(key)}`])),
    ...(routers.length === 0 ? [] : Object.keys(routing)).flatMap(key =>
      knownRouting.has(key) ? [] : [`${canary}/trafficRouting/${escapeSegment(key)}`],
    ),
  ]
  const broken = indented.filter(key => knownRouting.has(key) && hasSecondLine(routing[key]))
  return [
    ...unknown.map(path => problem('RO091', { object, path }, `Devtron’s chart ${chart} does not render this field`)),
    ...broken.map(key =>
      problem(
        'RO092',
        { object, path: `${canary}/trafficRouting/${key}` },
        `Devtron’s chart ${chart} renders ${key} as YAML that nobody can read: its first line is indented by one column too many`,
      ),
    ),
  ]
}

/** A line as far left as the first was meant to be: a second key or item, or a list below the first key. */
function hasSecondLine(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length > 1
  if (!isMap(value)) return false
  const [first, ...others] = Object.values(value)
  return others.length > 0 || (Array.isArray(first) && first.length > 0)
}
