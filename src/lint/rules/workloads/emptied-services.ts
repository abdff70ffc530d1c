import { specOf } from '../../../devtron/fixes/access.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { labelsAt } from '../../read.ts'
import type { ReleaseView } from '../../view/release.ts'
import { mapMissesPrimary, podsOf } from './pods.ts'

/** Given Services whose pods are those of the target, and that Flagger does not make its own. */
export function emptiedServices(view: ReleaseView): Manifest[] {
  const pods = podsOf(view)
  if (!pods) return []
  const { apex, primary, canary } = view.names
  const own = new Set([apex, primary, canary])
  return view.objects
    .all('/Service', view.canary.namespace)
    .filter(service => !own.has(service.metadata.name) && mapMissesPrimary(labelsAt(specOf(service), 'selector'), pods))
}
