import type { Loaded } from '../library/loaded.ts'
import type { ManifestFile } from '../manifests/source.ts'
import { type Inputs, maxSizeOf, stdinName } from './inputs.ts'
import { read } from './load.ts'
import { readManifestFiles } from './manifest-files.ts'
import { InputError } from './read.ts'
import { readingOf } from './reading.ts'

/**
 * Files and folders whose contents tell what they are. Every values file is an app of its own; the manifests belong together,
 * and where there is no Canary or Rollout among them they are what the values refer to.
 *
 * @throws InputError
 */
export function loadPaths(inputs: Inputs, paths: readonly string[]): Loaded[] {
  const files = readManifestFiles(paths, maxSizeOf(inputs), { stdin: stdinName(inputs) })
  const named = new Set([...paths, stdinName(inputs)])
  const manifests = files.filter(({ text }) => isManifest(text))
  const values = files.filter(file => !isManifest(file.text) && (named.has(file.file) || hasCanaryBlock(file.text)))
  if (manifests.length + values.length === 0)
    throw new InputError(`no manifest and no values with a flaggerCanary block in ${paths.join(', ')}`)
  const beside = values.length > 0 && !manifests.some(({ text }) => hasRollout(text)) ? manifests : []
  const apps = values.map(file => appOf(inputs, file, beside))
  return beside.length > 0 || manifests.length === 0
    ? apps
    : [read(readingOf({ ...inputs, values: [] }, null, manifests)), ...apps]
}

function appOf(inputs: Inputs, { file, text }: ManifestFile, beside: readonly ManifestFile[]): Loaded {
  const named = file === stdinName(inputs) && inputs['stdin-filename'] === undefined ? '-' : file
  return read(readingOf({ ...inputs, values: [named] }, null, beside, [{ name: file, text }]))
}

// Told from the text: reading all YAML only to see what it is would take twice as long.

/** Keys of the document itself, which have no indent. */
const apiVersion = /^["']?apiVersion["']?[ \t]*:/m
const canaryBlock = /^["']?flaggerCanary["']?[ \t]*:/m

function isManifest(text: string): boolean {
  return apiVersion.test(text) || (isJson(text) && text.includes('"apiVersion"'))
}

function hasCanaryBlock(text: string): boolean {
  return canaryBlock.test(text) || (isJson(text) && text.includes('"flaggerCanary"'))
}

function hasRollout(text: string): boolean {
  return /\bkind["']?\s*:\s*["']?(Canary|Rollout)\b/.test(text)
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text)
}
