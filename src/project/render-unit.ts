import { skipLine } from '../gitops/delivery/argocd.ts'
import type { Finding } from '../values/finding.ts'
import { byPlace } from '../values/finding.ts'
import { printJson } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { deliveryFiles } from './delivery.ts'
import { maxSizeOf } from './inputs.ts'
import { fileNames, isPreview, previewFolder, withoutOwner } from './layout.ts'
import { load } from './load.ts'
import type { Loaded } from './loaded.ts'
import { type Outcome, outcomeOf, type Part, type Output as Rendered } from './outcome.ts'
import type { OutputFile } from './plan.ts'
import { builtInPrinter, type Printer, userPrinter } from './printer.ts'
import type { Output, Unit } from './unit.ts'

/** A unit's manifests as texts. */
export interface RenderedUnit {
  loaded: Loaded
  documents: Document[]
  /** What else its folder holds: files of the GitOps tool. */
  delivery: OutputFile[]
  findings: Finding[]
  texts: Map<string, string>
}

/** A document that is printed, and the file that it goes to. */
export interface Document extends OutputFile {
  /** null for a document of a user's template. */
  manifest: Manifest | null
}

/** @throws InputError */
export async function renderUnit(unit: Unit): Promise<RenderedUnit> {
  const { inputs, output } = unit
  const loaded = await load(inputs)
  const outcome = outcomeOf(loaded)
  const printer =
    output.templates === null ? builtInPrinter : await userPrinter(output.templates, loaded, maxSizeOf(inputs))
  const documents = loaded.unreadable ? [] : documentsOf(outcome, output, printer)
  return {
    loaded,
    documents,
    delivery: loaded.unreadable ? [] : deliveryFiles(unit, documents),
    findings: [...outcome.findings, ...printer.findings].sort(byPlace),
    texts: new Map([...loaded.texts, ...printer.texts]),
  }
}

const selections = {
  authored: ['authored'],
  generated: ['generated'],
  changed: ['changed'],
  all: ['authored', 'generated'],
} as const satisfies Record<Output['only'], readonly Part[]>

function documentsOf(outcome: Outcome, output: Output, printer: Printer): Document[] {
  const wanted: readonly Part[] = selections[output.only]
  const rendered = outcome.outputs
    .filter(({ part }) => wanted.includes(part))
    .filter(({ part }) => part !== 'generated' || output.generated !== 'omit')
    .map(each => (output.generated === 'apply' ? { ...each, manifest: withoutOwner(each.manifest) } : each))
  const paths = pathsOf(rendered, output)
  const documents = rendered.map((each, i) => {
    const path = paths[i] ?? ''
    return { path, manifest: each.manifest, text: textOf(each, path, output, printer) }
  })
  const added =
    output.only === 'all' || output.only === 'authored'
      ? outcome.predicted.flatMap(release => printer.added(release))
      : []
  return [...documents, ...added.map(({ name, text }) => ({ path: name, text, manifest: null }))]
}

function pathsOf(rendered: readonly Rendered[], output: Output): string[] {
  const folderOf = ({ part }: Rendered) => (part !== 'authored' && output.generated === 'preview' ? previewFolder : '')
  const placed = rendered.map(each => ({ manifest: each.manifest, folder: folderOf(each) }))
  return fileNames(placed, output['output-format'])
}

function textOf(rendered: Rendered, path: string, output: Output, printer: Printer): string {
  if (output['output-format'] === 'json') return `${printJson(rendered.manifest)}\n`
  const isSkipped = output.out !== null && output.delivery === 'argocd' && isPreview(path)
  return (isSkipped ? skipLine : '') + printer.print(rendered)
}
