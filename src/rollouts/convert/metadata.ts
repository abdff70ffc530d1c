import type { Manifest } from '../../values/manifest.ts'

/** Labels and annotations that an author wrote, not a controller or kubectl. */
export function writtenMetadata(
  manifest: { metadata: Partial<Manifest['metadata']> } | null,
): Pick<Manifest['metadata'], 'labels' | 'annotations'> {
  const { labels = {}, annotations = {} } = manifest?.metadata ?? {}
  const notes = Object.entries(annotations).filter(([key]) => !controllers.some(prefix => key.startsWith(prefix)))
  return {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(notes.length > 0 && { annotations: Object.fromEntries(notes) }),
  }
}

/** What kubectl and the controllers of either kind keep in annotations. */
const controllers = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/',
  'rollout.argoproj.io/',
  'argo-rollouts.argoproj.io/',
]
