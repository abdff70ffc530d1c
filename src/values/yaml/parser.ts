import type { Json } from '../json.ts'
import { newScanner, type Scanner, type Token } from './scanner.ts'

/** A value and where it is written, from its tag or anchor to its last character. */
export interface Located {
  value: Json
  start: number
  end: number
  /** Of a map, and of an alias that stands for one. */
  entries?: Map<string, LocatedEntry>
  /** Of a list, and of an alias that stands for one. */
  items?: Located[]
}
export interface LocatedEntry {
  keyStart: number
  keyEnd: number
  value: Located
}

export interface YamlOptions {
  /** What a key that its map already has is: a mistake [default], or, as for Helm, the value that counts. */
  duplicates?: 'error' | 'last'
  /** How many documents to read: all of them [default], or as Helm does only the first, whatever follows it. */
  documents?: 'all' | 'first'
  /** How deep lists and maps may be nested [100; never more than 250]. */
  maxDepth?: number
  /** How many values and keys there may be, with those that aliases stand for [one million more than the text has characters]. */
  maxNodes?: number
}

export interface Parser {
  scanner: Scanner
  /** Whether entries and items are recorded, for `locateYaml`. */
  places: boolean
  duplicates: 'error' | 'last'
  maxDepth: number
  maxNodes: number
  depth: number
  /** The innermost `[` or `{` that is open. */
  bracket: Token | null
  /** Values and keys read, how many of them in earlier documents, and how many of this document's came from aliases. */
  nodes: number
  earlier: number
  aliased: number
  anchors: Map<string, Anchor>
  /** What `%TAG` and YAML itself say the handles of tags stand for. */
  handles: Map<string, string>
}

export interface Anchor {
  /** Null while its value is being read. */
  node: Located | null
  /** How many nodes an alias of it adds. */
  size: number
  /** What it is as a key, null if it cannot be one. */
  key: string | null
}

/** Deeper than any real file, and half of what the smallest usual stack holds. */
const deepest = 250

export function maxDepthOf({ maxDepth = 100 }: YamlOptions): number {
  return Math.min(maxDepth, deepest)
}

export function newParser(text: string, start: number, options: YamlOptions, places: boolean): Parser {
  return {
    scanner: newScanner(text, start),
    places,
    duplicates: options.duplicates ?? 'error',
    maxDepth: maxDepthOf(options),
    maxNodes: options.maxNodes ?? text.length + 1_000_000,
    depth: 0,
    bracket: null,
    nodes: 0,
    earlier: 0,
    aliased: 0,
    anchors: new Map(),
    handles: new Map(),
  }
}
