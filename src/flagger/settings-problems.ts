import type { Problem, Subject } from '../values/finding.ts'
import { nearest } from '../values/nearest.ts'
import { list } from '../values/quote.ts'
import { type Canary, providerOf } from './canary.ts'
import { includedMarks, safePrefixes } from './marks.ts'
import { problem } from './problems.ts'
import { providerNames, routerOf } from './providers/index.ts'
import type { Cluster, Release } from './release.ts'
import type { Settings } from './settings.ts'
import { canaryRef } from './tick.ts'
import { supportedVersions } from './versions.ts'

/** What is doubtful about Flagger's own flags, for this Canary. */
export function settingsProblems({ settings, cluster }: Release, canary: Canary): Problem[] {
  const subject = { object: canaryRef(canary), path: '/metadata/name' }
  return [
    unknownProvider(subject, providerOf(canary.spec, settings)),
    unknownVersion(subject, settings.flaggerVersion),
    carriedLabels(subject, settings, cluster),
  ].filter(found => found !== null)
}

function unknownProvider(subject: Subject, provider: string): Problem | null {
  if (routerOf(provider).known) return null
  const suggestion = nearest(provider, providerNames)
  const meant = suggestion ? `; did you mean ${suggestion}?` : ''
  const message = `Flagger does not know the provider ${provider}, and uses Istio${meant}`
  return problem('FL029', { ...subject, path: '/spec/provider' }, message, suggestion ? { suggestion } : {})
}

function unknownVersion(subject: Subject, version: string): Problem | null {
  if (supportedVersions.includes(version)) return null
  const message = `The differences of Flagger ${version} are not known; ${supportedVersions.join(', ')} are`
  return problem('FL031', subject, message)
}

function carriedLabels(subject: Subject, settings: Settings, { objects }: Cluster): Problem | null {
  const marks = includedMarks(settings)
  if (marks.length === 0) return null
  const named = list(marks.map(({ key, tool }) => `${key} (${tool})`))
  const message = `-include-label-prefix lets labels by which tools know what is theirs reach the copies: ${named}`
  const labels = objects.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {}))
  return problem('FL033', subject, message, {
    severity: marks.some(({ severity }) => severity === 'warning') ? 'warning' : 'info',
    help: `Use -include-label-prefix=${safePrefixes(settings, labels).join(',')}`,
  })
}
