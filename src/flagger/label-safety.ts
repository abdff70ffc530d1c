import type { ObjectRef } from '../values/finding.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import { type Pointer, pointer } from '../values/pointer.ts'
import { type Mark, marksOf, ownershipMarks, safePrefixes, type Tool } from './marks.ts'
import { predict } from './predict.ts'
import type { Release } from './release.ts'

/** A mark of a tool on an object that the tool does not own. */
export interface CarriedMark {
  mark: Mark
  /** What Flagger creates, and where on it the mark would be. */
  object: ObjectRef
  path: Pointer
  /** It gets there whatever `-include-label-prefix` says. */
  ignoresPrefix: boolean
}

export interface LabelSafety {
  carried: CarriedMark[]
  /** The prefix list that keeps off all the marks that a prefix list can; the one in use when that is safe. */
  includeLabelPrefix: string[]
}

const allTools: ReadonlySet<Tool> = new Set(ownershipMarks.map(({ tool }) => tool))

/**
 * Which marks of tools reach what Flagger creates, when these tools deploy the given objects. In Git the objects do not have them
 * yet: they are put on, and the controller is predicted, so that its rules are nowhere else than there.
 */
export function labelSafety(release: Release, tools: ReadonlySet<Tool> = allTools): LabelSafety {
  const deployed = withMarks(release, tools)
  const unfiltered = new Set(carriedBy(settingPrefix(deployed, ['dummy']), tools).map(idOf))
  const labels = release.cluster.objects.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {}))
  return {
    carried: carriedBy(deployed, tools).map(each => ({ ...each, ignoresPrefix: unfiltered.has(idOf(each)) })),
    includeLabelPrefix: safePrefixes(release.settings, labels),
  }
}

function settingPrefix(release: Release, includeLabelPrefix: string[]): Release {
  return { ...release, settings: { ...release.settings, includeLabelPrefix } }
}

/** The release as it is in the cluster. What is only sketched is marked, too, and its copies are wanted here. */
function withMarks(release: Release, tools: ReadonlySet<Tool>): Release {
  const marks = ownershipMarks.filter(({ tool }) => tools.has(tool))
  const put = (on: Mark['on']) =>
    Object.fromEntries(marks.filter(each => each.on === on).map(({ key }) => [keyOf(key), '']))
  const [labels, annotations] = [put('labels'), put('annotations')]
  const objects = release.cluster.objects.map((object): Manifest => {
    const { metadata } = object
    return {
      ...object,
      metadata: {
        ...metadata,
        labels: { ...labels, ...metadata.labels },
        annotations: { ...annotations, ...metadata.annotations },
      },
    }
  })
  return { ...release, cluster: { objects, sketched: new Set() } }
}

/** One of the keys that a mark stands for. */
function keyOf(mark: string): string {
  return mark.endsWith('/') ? `${mark}name` : mark
}

type Carried = Omit<CarriedMark, 'ignoresPrefix'>

function carriedBy(release: Release, tools: ReadonlySet<Tool>): Carried[] {
  return predict(release).created.flatMap(object =>
    (['labels', 'annotations'] as const).flatMap(on =>
      Object.keys(object.metadata[on] ?? {}).flatMap(key =>
        marksOf(key)
          .filter(mark => mark.on === on && tools.has(mark.tool))
          .map(mark => ({ mark, object: refOf(object), path: pointer('metadata', on, key) })),
      ),
    ),
  )
}

function idOf({ object, path }: Carried): string {
  return `${object.kind}/${object.name}${path}`
}
