import type { Place } from '../values/finding.ts'
import { rangeOf } from '../values/origin.ts'
import { type Pointer, segments } from '../values/pointer.ts'
import { spanAt } from '../values/span.ts'
import { type Located, lineStarts, locateYaml } from '../values/yaml/index.ts'
import { mayHoldSecret } from './masked.ts'

/** A text with manifests, and what it is called. */
export interface ManifestFile {
  file: string
  text: string
}

/** Finds places in a text; it is read a second time, with all places, when the first one is asked for. */
export interface Source {
  file: string
  /** Whether messages may quote the text where it is no YAML: not when that may be the value of a Secret. */
  quotable: boolean
  range: (start: number, end: number) => Place
  at: (document: number, path: Pointer, part?: 'key' | 'value') => Place
}

export function sourceOf({ file, text }: ManifestFile): Source {
  let documents: Located[] | null = null
  let starts: readonly number[] | null = null

  function range(start: number, end: number): Place {
    starts ??= lineStarts(text)
    return { file, layer: null, ...spanAt(starts, start, end) }
  }

  return {
    file,
    quotable: !mayHoldSecret(text),
    range,
    at(document, path, part = 'value') {
      documents ??= locateYaml(text).documents
      const root = documents[document]
      if (!root) return range(0, 0)
      const { start, end } = rangeOf(root, segments(path), part)
      return range(start, end)
    },
  }
}
