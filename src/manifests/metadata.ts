import { decode } from '../flagger/go/decode.ts'
import { kubernetesTypes } from '../flagger/go/kubernetes.ts'
import { isMap, type Json, type JsonMap } from '../values/json.ts'
import { dotted, type Pointer } from '../values/pointer.ts'
import { quote } from '../values/quote.ts'

export interface MetadataMistake {
  code: 'MF003' | 'MF004'
  path: Pointer
  message: string
}

/**
 * The metadata of an object, such that everybody can rely on its types: a name there is, and labels and annotations are texts.
 * Null when there is no name to know the object by.
 */
export function readMetadata(
  given: Json | undefined,
  kind: string,
): { metadata: JsonMap | null; mistakes: MetadataMistake[] } {
  if (given === undefined || given === null) return unnamed(kind, '', given)
  if (!isMap(given)) {
    const message = `metadata of this ${kind} is ${quote(given)}; expected a map`
    return { metadata: null, mistakes: [{ code: 'MF004', path: '/metadata', message }] }
  }
  const { name } = given
  if (typeof name !== 'string' || name === '') return unnamed(kind, '/metadata', given)
  if (isSound(given)) return { metadata: given, mistakes: [] }
  const { value, faults } = decode(given, kubernetesTypes.get('ObjectMeta'))
  const mistakes = faults.map(({ path, expected, found }): MetadataMistake => {
    const at = `/metadata${path}`
    return {
      code: 'MF004',
      path: at,
      message: `${dotted(at)} of ${kind} ${name} is ${quote(found)}; expected ${expected}`,
    }
  })
  return { metadata: value, mistakes }
}

function unnamed(kind: string, path: Pointer, metadata: Json | undefined): ReturnType<typeof readMetadata> {
  const name = isMap(metadata) ? metadata['name'] : undefined
  if (name !== undefined && name !== null && name !== '') {
    const message = `metadata.name of this ${kind} is ${quote(name)}; expected a text`
    return { metadata: null, mistakes: [{ code: 'MF003', path: '/metadata/name', message }] }
  }
  const generated = isMap(metadata) && metadata['generateName'] !== undefined
  const message = generated ? `this ${kind} has generateName, but no name to know it by` : `a ${kind} without a name`
  return { metadata: null, mistakes: [{ code: 'MF003', path, message }] }
}

/** Nearly all metadata are, and need not be read through their type. */
function isSound({ namespace, labels, annotations, ownerReferences }: JsonMap): boolean {
  return (
    (namespace === undefined || typeof namespace === 'string') &&
    isTexts(labels) &&
    isTexts(annotations) &&
    ownerReferences === undefined
  )
}

function isTexts(map: Json | undefined): boolean {
  if (map === undefined) return true
  return isMap(map) && Object.values(map).every(value => typeof value === 'string')
}
