import { isMap, type JsonMap } from '../../values/json.ts'
import { ownMetadata } from './identity.ts'
import { mapAt, textAt, textMapAt } from './object.ts'

const hook = 'helm.sh/hook'

/**
 * What the Helm release of a bundle holds, and so what Fleet compares the cluster with: lists taken apart, Helm hooks left out,
 * Fleet's own metadata added (Fleet 0.16, internal/helmdeployer/postrender.go). The labels that Helm itself adds are not in it.
 */
export function releaseObjects(git: JsonMap[], bundle: string): JsonMap[] {
  const own = ownMetadata(bundle)
  return git
    .flatMap(takeApart)
    .filter(object => textAt(object, 'apiVersion') !== '' && textAt(object, 'kind') !== '')
    .filter(object => !Object.hasOwn(textMapAt(object, 'metadata', 'annotations'), hook))
    .map(object => {
      const keep = textAt(object, 'kind') === 'CustomResourceDefinition' ? { 'helm.sh/resource-policy': 'keep' } : {}
      const metadata = {
        ...mapAt(object, 'metadata'),
        labels: { ...textMapAt(object, 'metadata', 'labels'), ...own.labels },
        annotations: { ...textMapAt(object, 'metadata', 'annotations'), ...own.annotations, ...keep },
      }
      return { ...object, metadata }
    })
}

/** Every object with `items` is a list to Kubernetes' decoder; its items may leave out their kind. */
export function takeApart(object: JsonMap): JsonMap[] {
  const { items, apiVersion, kind } = object
  if (!Array.isArray(items)) return [object]
  const itemKind = typeof kind === 'string' ? kind.replace(/List$/, '') : ''
  return items
    .filter(isMap)
    .map(item => (item['kind'] ? item : { ...item, apiVersion: apiVersion ?? '', kind: itemKind }))
}
