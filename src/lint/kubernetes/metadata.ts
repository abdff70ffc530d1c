import { mapAt } from '../../devtron/fixes/access.ts'
import type { JsonMap } from '../../values/json.ts'
import { type Pointer, pointer } from '../../values/pointer.ts'
import { short } from '../../values/quote.ts'
import { labelsAt } from '../read.ts'
import type { Mistake } from './mistake.ts'
import { labelValue, qualifiedName, serviceName, subdomainName } from './names.ts'

const mostOfAnnotations = 256 * 1024

/** Name, labels and annotations (Kubernetes 1.34, ValidateObjectMeta). */
export function metadataMistakes(object: JsonMap, isService: boolean): Mistake[] {
  const metadata = mapAt(object, 'metadata')
  const { name } = metadata
  return [
    ...(typeof name === 'string' ? nameMistakes(name, isService) : []),
    ...labelMistakes(labelsAt(metadata, 'labels'), '/metadata/labels'),
    ...annotationMistakes(labelsAt(metadata, 'annotations'), '/metadata/annotations'),
  ]
}

function nameMistakes(name: string, isService: boolean): Mistake[] {
  const wrong = isService ? serviceName(name) : subdomainName(name)
  const kind = isService ? 'service name' : 'object name'
  return wrong === null ? [] : [{ kind, path: '/metadata/name', what: `the name ${wrong}` }]
}

/** Labels, and selectors made of them. */
export function labelMistakes(labels: Record<string, string>, path: Pointer): Mistake[] {
  return Object.entries(labels).flatMap(([key, value]): Mistake[] => {
    const [wrongKey, wrongValue] = [qualifiedName(key), labelValue(value)]
    const at = path + pointer(key)
    return [
      ...(wrongKey === null
        ? []
        : [{ kind: 'label' as const, path: at, part: 'key' as const, what: `the label ${short(key)} ${wrongKey}` }]),
      ...(wrongValue === null
        ? []
        : [
            {
              kind: 'label' as const,
              path: at,
              what: `the value ${short(value)} of the label ${short(key)} ${wrongValue}`,
            },
          ]),
    ]
  })
}

export function annotationMistakes(annotations: Record<string, string>, path: Pointer): Mistake[] {
  const entries = Object.entries(annotations)
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  const keys = entries.flatMap(([key]): Mistake[] => {
    // Capitals are allowed in the domain of an annotation.
    const wrong = qualifiedName(key.toLowerCase())
    return wrong === null
      ? []
      : [{ kind: 'annotation', path: path + pointer(key), part: 'key', what: `the annotation ${short(key)} ${wrong}` }]
  })
  if (size <= mostOfAnnotations) return keys
  return [
    ...keys,
    {
      kind: 'annotation',
      path,
      part: 'key',
      what: `the annotations have ${size} characters; ${mostOfAnnotations} are allowed`,
    },
  ]
}
