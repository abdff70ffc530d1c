import { skipLine } from '../gitops/delivery/skip-line.ts'
import type { LossReport } from '../library/convert/loss-report.ts'
import { type Engine, engineOf } from '../library/engine.ts'
import type { Loaded } from '../library/loaded.ts'
import { hasErrors, type Outcome, outcomeOf, type Part, type Output as Rendered } from '../library/outcome.ts'
import { byPlace, describeObject, type Finding } from '../values/finding.ts'
import { printJson } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import { plural } from '../values/quote.ts'
import { type Inputs, maxSizeOf } from './inputs.ts'
import { fileNames, isPreview, previewFolder, withoutOwner } from './layout.ts'
import { load } from './load.ts'
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
  /** Half of what is right is not written over what is there. */
  failed: boolean
  /** Things worth a line for people that are no findings. */
  notes: string[]
  texts: Map<string, string>
}

/** A document that is printed, and the file that it goes to. */
export interface Document extends OutputFile {
  /** null for a document of a user's template, which is for Git. */
  manifest: Manifest | null
  part: Part
}

/** The manifests of these parts: what the unit asks for, unless told otherwise.
 *
 * @throws InputError */
export async function renderUnit(unit: Unit, parts?: readonly Part[]): Promise<RenderedUnit> {
  const { inputs, output } = unit
  const loaded = await load(inputs)
  const engine = engineOf(output.engine, loaded)
  const { outcome, notes } = engine === 'rollouts' ? await forRollouts(loaded, output) : forFlagger(loaded, inputs)
  const printer =
    output.templates === null ? builtInPrinter : await userPrinter(output.templates, loaded, maxSizeOf(inputs))
  const documents = loaded.unreadable
    ? []
    : documentsOf(outcome, output, printer, parts ?? selections[engine][output.only])
  const findings = [...outcome.findings, ...printer.findings].sort(byPlace)
  // Who asks for what the chart renders, and no more, gets it as from Helm: what becomes of it in the cluster is said, no failure.
  const chartOnly = inputs.compat && output.only === 'authored'
  return {
    loaded,
    documents,
    delivery: loaded.unreadable ? [] : await filesForDelivery(unit, documents, outcome),
    findings,
    failed: hasErrors(chartOnly ? findings.filter(finding => !outcome.objections.includes(finding)) : findings),
    notes: [...loaded.notes, ...notes],
    texts: new Map([...loaded.texts, ...printer.texts]),
  }
}

/** Loaded when there is a tool to deliver to: it brings all that is known of drift along. */
async function filesForDelivery(unit: Unit, documents: Document[], { predicted }: Outcome): Promise<OutputFile[]> {
  if (unit.output.delivery === 'none') return []
  const { deliveryFiles } = await import('./delivery.ts')
  return deliveryFiles(unit, documents, predicted)
}

interface Predicted {
  outcome: Outcome
  notes: string[]
}

function forFlagger(loaded: Loaded, { compat }: Inputs): Predicted {
  const left = loaded.rollouts ? ['the Rollouts are left out; --engine rollouts renders them'] : []
  return { outcome: outcomeOf(loaded, compat), notes: left }
}

async function forRollouts(loaded: Loaded, { conversion }: Output): Promise<Predicted> {
  const { rolloutOutcomeOf } = await import('../library/rollout-outcome.ts')
  const outcome = rolloutOutcomeOf(loaded, conversion)
  return { outcome, notes: outcome.losses().map(lossNote) }
}

function lossNote({ from, summary: { lost, part, close } }: LossReport): string {
  const counts = `${plural(lost, 'feature')} lost, ${part} in part, ${close} close`
  return `${describeObject(from)} as a Rollout: ${counts}; serin convert --to rollouts tells which`
}

const selections: Record<Engine, Record<Output['only'], readonly Part[]>> = {
  flagger: {
    authored: ['authored'],
    generated: ['generated'],
    changed: ['changed'],
    all: ['authored', 'generated'],
  },
  // What the controller makes of given objects is all that it makes, and no second document beside them.
  rollouts: { authored: ['authored'], generated: ['changed'], changed: ['changed'], all: ['authored'] },
}

function documentsOf(outcome: Outcome, output: Output, printer: Printer, wanted: readonly Part[]): Document[] {
  const rendered = outcome.outputs
    .filter(({ part }) => wanted.includes(part))
    .filter(({ part }) => part !== 'generated' || output.generated !== 'omit')
    .map(each => (output.generated === 'apply' ? { ...each, manifest: withoutOwner(each.manifest) } : each))
  const paths = pathsOf(rendered, output)
  const documents = rendered.map((each, i) => {
    const path = paths[i] ?? ''
    return { path, manifest: each.manifest, part: each.part, text: textOf(each, path, output, printer) }
  })
  const added =
    output.only === 'all' || output.only === 'authored'
      ? outcome.predicted.flatMap(release => printer.added(release))
      : []
  return [
    ...documents,
    ...added.map(({ name, text }) => ({ path: name, text, manifest: null, part: 'authored' as const })),
  ]
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
