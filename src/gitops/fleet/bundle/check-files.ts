import type { Problem, Subject } from '../../../values/finding.ts'
import type { JsonMap } from '../../../values/json.ts'
import { isNamespacedKind } from '../../defaults/kinds.ts'
import { hashLabel, idAnnotation } from '../identity.ts'
import { mapAt, refOfObject, textAt } from '../object.ts'
import type { BundleCode, BundleProblem } from './codes.ts'
import { type RawFile, readRawFile } from './documents.ts'
import { type BundleFile, basename, ignorePatterns, isFolderPattern } from './files.ts'
import type { OverlayFault } from './overlays.ts'

/** Where a file of serin's preview, or of any other one, is recognised. */
const preview = /(^|\/)\.?([\w-]*-)?preview(-[\w-]*)?\/|\.preview\.ya?ml$/

/** Mistakes in the raw manifests of a bundle, by file. */
export function checkRaw(files: BundleFile[], options: JsonMap): BundleProblem[] {
  return files.flatMap(({ file, text }) => {
    if (preview.test(file)) {
      const message = 'Fleet deploys this preview of what the controller creates'
      return [{ ...found('GO230', 'error', file, message), help: 'Keep previews in a folder that begins with a dot.' }]
    }
    const read = readRawFile(text)
    if ('objects' in read) return read.objects.flatMap(object => checkObject(object, file, options))
    return [unread(read, file)]
  })
}

function unread(read: Exclude<RawFile, { objects: JsonMap[] }>, file: string): BundleProblem {
  if ('error' in read) return found('GO235', 'error', file, `the bundle stops here: ${read.error}`)
  return {
    ...found('GO234', 'error', file, 'one document has no kind, so Fleet skips the whole file, silently'),
    help: 'Move what is no manifest to a file of its own, or name it in .fleetignore.',
  }
}

function checkObject(object: JsonMap, file: string, options: JsonMap): BundleProblem[] {
  const ref = refOfObject(object)
  const problem = (code: BundleCode, severity: Problem['severity'], path: string, message: string) => ({
    ...found(code, severity, file, message),
    object: ref,
    path,
  })
  const problems: BundleProblem[] = []
  const isClusterScoped = isNamespacedKind(ref.apiVersion, ref.kind) === false
  if (isClusterScoped && textAt(options, 'namespace') !== '') {
    const message = `\`namespace\` in fleet.yaml forbids cluster-scoped objects such as this ${ref.kind}`
    problems.push({ ...problem('GO251', 'error', '', message), help: 'Use `defaultNamespace`, or `namespaceLabels`.' })
  }
  const isReleaseNamespace = ref.kind === 'Namespace' && ref.name === textAt(options, 'defaultNamespace')
  if (isReleaseNamespace && mapAt(options, 'helm')['takeOwnership'] !== true) {
    const message = `Fleet makes namespace ${ref.name} first, and Helm does not take over what it did not make`
    problems.push(problem('GO252', 'warning', '/metadata/name', message))
  }
  for (const [path, key, why] of reserved) {
    const value = mapAt(mapAt(object, 'metadata'), path)[key]
    if (value === undefined || (key === 'app.kubernetes.io/managed-by' && value === 'Helm')) continue
    const place = `/metadata/${path}/${key.replaceAll('/', '~1')}`
    problems.push({ ...problem('GO253', 'warning', place, `\`${key}\` ${why}`), part: 'key' })
  }
  return problems
}

const overwritten = 'is overwritten by Helm, so the object is modified for ever'
const reserved: [path: string, key: string, why: string][] = [
  ['labels', hashLabel, 'says which bundle owns the object; Fleet overwrites it'],
  ['annotations', idAnnotation, 'says which bundle owns the object; Fleet overwrites it'],
  ['labels', 'app.kubernetes.io/managed-by', overwritten],
  ['annotations', 'meta.helm.sh/release-name', overwritten],
  ['annotations', 'meta.helm.sh/release-namespace', overwritten],
]

export function checkTemplates(files: BundleFile[]): BundleProblem[] {
  return files
    .filter(({ text }) => text.includes('{{'))
    .map(({ file }) => ({
      ...found('GO236', 'warning', file, 'Helm renders what stands in templates/, also the {{ }} of metric queries'),
      help: 'Give the folder another name, unless these are templates of Helm.',
    }))
}

/** Patterns that the author takes for more than they are: only the last part of a path is looked at. */
export function checkIgnoreFiles(files: BundleFile[]): BundleProblem[] {
  return files
    .filter(({ file }) => basename(file) === '.fleetignore')
    .flatMap(({ file, text }) =>
      ignorePatterns(text)
        .filter(isVain)
        .map(pattern => ({
          ...found(
            'GO232',
            'warning',
            file,
            `pattern \`${pattern}\` never matches: Fleet looks at the last part of a path only`,
          ),
          help: 'Name the file or the folder alone, or put a .fleetignore into the folder above it.',
        })),
    )
}

function isVain(pattern: string): boolean {
  if (pattern.startsWith('!')) return true
  return isFolderPattern(pattern) ? /\/.*\/\*|\/\*./.test(pattern) : pattern.includes('/')
}

const overlayCodes: Record<OverlayFault['kind'], [BundleCode, Problem['severity'], (fault: OverlayFault) => string]> = {
  'no folder': ['GO240', 'warning', ({ file }) => `there is no ${file}`],
  'no base': ['GO241', 'error', ({ target }) => `the bundle stops: there is no ${target} to patch`],
  'documents lost': [
    'GO242',
    'error',
    ({ target, detail }) => `Fleet reads ${target} as one document and drops ${detail} more`,
  ],
  'objects lost': [
    'GO243',
    'warning',
    ({ target, detail }) => `this file takes the place of ${target}, which also has ${detail}`,
  ],
  unreadable: ['GO244', 'error', ({ detail }) => `the patch cannot be applied: ${detail}`],
  'bad patch': ['GO244', 'error', ({ detail }) => `the patch cannot be applied: ${detail}`],
}

/** An overlay without a folder is told where the options name it: there is no file to point at. */
export function overlayProblem(fault: OverlayFault, named: Pick<BundleProblem, 'file' | 'path'>): BundleProblem {
  const [code, severity, message] = overlayCodes[fault.kind]
  if (fault.kind === 'no folder') return { ...found(code, severity, named.file, message(fault)), path: named.path }
  const isLoss = fault.kind === 'documents lost' || fault.kind === 'objects lost'
  return { ...found(code, severity, fault.file, message(fault)), ...(isLoss && { help: 'Keep one object a file.' }) }
}

export function found(code: BundleCode, severity: Problem['severity'], file: string, message: string): BundleProblem {
  const subject: Subject = { object: null, path: '' }
  return { ...subject, code, severity, file, message }
}

export function hasCanary(objects: JsonMap[]): boolean {
  return objects.some(object => textAt(object, 'kind') === 'Canary')
}
