import { mapAt, specOf } from '../../../devtron/fixes/access.ts'
import type { Manifest } from '../../../values/manifest.ts'
import { textAt } from '../../read.ts'
import type { ReleaseView } from '../../view/release.ts'

const kinds = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject']

/** The given autoscalers of the target. */
export function scalersOf({ objects, canary, spec }: ReleaseView): Manifest[] {
  const { kind, name } = spec.targetRef ?? {}
  return kinds.flatMap(each =>
    objects.all(each, canary.namespace).filter(scaler => {
      const ref = mapAt(specOf(scaler), 'scaleTargetRef')
      // KEDA takes a Deployment where no kind is given.
      return textAt(ref, 'name') === name && (textAt(ref, 'kind') ?? 'Deployment') === kind
    }),
  )
}
