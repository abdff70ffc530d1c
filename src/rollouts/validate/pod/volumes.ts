import { isMap, type JsonMap } from '../../../values/json.ts'
import type { Pointer } from '../../../values/pointer.ts'
import { type Violation, violations } from '../../decode/constraints.ts'
import { kubernetesSchema } from '../../decode/schema.ts'
import type { PodSpec, Volume } from '../../pods.ts'
import { fieldFaults } from './env.ts'
import { atMostOne, mapAt, mapsAt, oneOf, repeated } from './one-of.ts'

/**
 * The linter passes the template's JSON into Kubernetes' internal types, where some fields have other names. Volumes that need
 * one of those are refused however they are written (ValidateRolloutSpec, json.Unmarshal into core.PodTemplateSpec).
 */
const misread: { [source: string]: string } = {
  azureDisk: 'diskURI',
  glusterfs: 'endpoints',
  rbd: 'monitors',
}

/** k8s.io/kubernetes 1.34, ValidateVolumes. */
export function volumeFaults(spec: PodSpec, path: Pointer): Violation[] {
  const volumes = spec.volumes ?? []
  const names = volumes.map(({ name = '' }, i) => ({ value: name, at: `${path}/volumes/${i}/name` }))
  return [
    ...repeated(names.filter(({ value }) => value !== '')),
    ...volumes.flatMap((volume, i) => sourceFaults(volume, `${path}/volumes/${i}`)),
  ]
}

/** Volumes that can be mounted: a refused one does not count. */
export function knownVolumes({ volumes = [] }: PodSpec): Map<string, Volume> {
  const known = new Map<string, Volume>()
  for (const volume of volumes) {
    const { name = '' } = volume
    const faulty = violations(volumeSchema, volume, '').length > 0 || sourceFaults(volume, '').length > 0
    if (!faulty && !known.has(name)) known.set(name, volume)
  }
  return known
}

const volumeSchema = kubernetesSchema('Volume')
const sources = Object.keys(volumeSchema.schema.properties ?? {}).filter(name => name !== 'name')

function sourceFaults(volume: Volume, at: Pointer): Violation[] {
  // A volume without a source gets an emptyDir.
  const found = atMostOne(volume as JsonMap, sources, at)
  for (const [source, field] of Object.entries(misread)) {
    if (volume[source] === undefined) continue
    found.push({
      path: `${at}/${source}/${field}`,
      message: `the linter cannot read it, and refuses every ${source} volume`,
    })
  }
  return [...found, ...files(volume, at), ...projections(volume, at), ...sizeFaults(volume, at)]
}

function files(volume: Volume, at: Pointer): Violation[] {
  return downwardFiles(mapAt(volume, 'downwardAPI'), `${at}/downwardAPI`)
}

function downwardFiles(downward: JsonMap, at: Pointer): Violation[] {
  return mapsAt(downward, 'items', at).flatMap(one => [
    ...oneOf(one.item, ['fieldRef', 'resourceFieldRef'], one.at),
    ...fieldFaults(one.item, one.at, true),
  ])
}

const projected = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate']

function projections(volume: Volume, at: Pointer): Violation[] {
  const list = mapsAt(mapAt(volume, 'projected'), 'sources', `${at}/projected`)
  const paths = list.flatMap(({ item, at: path }) =>
    ['secret', 'configMap', 'downwardAPI'].flatMap(kind =>
      mapsAt(mapAt(item, kind), 'items', `${path}/${kind}`).flatMap(({ item: file, at: place }) =>
        (file['path'] ?? '') === '' ? [] : [{ value: String(file['path']), at: `${place}/path` }],
      ),
    ),
  )
  return [
    ...repeated(paths),
    ...list.flatMap(({ item, at: path }): Violation[] => {
      const given = projected.filter(kind => item[kind] !== undefined)
      const many = given.length > 1 ? [{ path, message: `has ${given.join(' and ')}, only one is possible` }] : []
      return [...many, ...downwardFiles(mapAt(item, 'downwardAPI'), `${path}/downwardAPI`)]
    }),
  ]
}

function sizeFaults(volume: Volume, at: Pointer): Violation[] {
  const empty = volume['emptyDir']
  const limit = isMap(empty) ? empty['sizeLimit'] : undefined
  return typeof limit === 'string' && limit.trim().startsWith('-')
    ? [{ path: `${at}/emptyDir/sizeLimit`, message: `${JSON.stringify(limit)} is negative` }]
    : []
}
