import type { Problem } from '../values/finding.ts'
import { getKey, isMap, type Json, type JsonMap, typeName } from '../values/json.ts'
import { type Manifest, manifestOf } from '../values/manifest.ts'
import { dotted } from '../values/pointer.ts'
import { readYaml } from '../values/yaml/index.ts'
import { writeFlagger } from './chart/canary.ts'
import { writeHpa } from './chart/hpa.ts'
import { writeKeda } from './chart/keda.ts'
import type { Root } from './chart/lines.ts'
import { ChartText, type Printing } from './chart/text.ts'
import type { Chart } from './charts.ts'
import type { Identity, Names } from './names.ts'

export interface ChartInput {
  values: JsonMap
  chart: Chart
  identity: Identity
  names: Names
  /** The minor version of Kubernetes: 34 for 1.34. */
  kubeMinor: number
  printing: Printing
}

/**
 * The objects of the chart that belong to a canary, as `helm template` gives them: Gateway, Canary, HorizontalPodAutoscaler,
 * ScaledObject and TriggerAuthentication. The chart is text, so serin writes the same text and reads it as Helm does.
 * Where Helm would fail, there are no objects but problems that name the values at fault.
 */
export function renderChart(input: ChartInput): { objects: Manifest[]; problems: Problem[] } {
  const root = rootOf(input)
  const files = [
    execute(input, text => writeFlagger(text, root)),
    execute(input, text => writeHpa(text, root, input.chart, input.kubeMinor)),
    execute(input, text => writeKeda(text, root, input.chart)),
  ]
  const problems = files.flatMap(file => file.failures)
  if (problems.length > 0) return { objects: [], problems }

  const objects: Manifest[] = []
  for (const file of files) {
    for (const { data, problem } of documentsOf(file)) {
      if (problem) problems.push(problem)
      else if (data) objects.push(data)
    }
  }
  return problems.length > 0 ? { objects: [], problems } : { objects, problems }
}

function execute(input: ChartInput, write: (text: ChartText) => void): ChartText {
  const text = new ChartText(input.printing)
  write(text)
  return text
}

function rootOf({ values, identity, names }: ChartInput): Root {
  const given = (value: string, path: string) => ({ value, path })
  return {
    values: { value: values, path: '' },
    name: given(names.name, '/nameOverride'),
    fullname: given(names.fullname, '/fullnameOverride'),
    chart: given(names.chart, ''),
    release: given(identity.release, ''),
    namespace: given(identity.namespace, ''),
    app: given(identity.app, ''),
  }
}

/** Helm cuts a file into documents by this before anything reads it as YAML (Helm 3.17, pkg/releaseutil/manifest.go). */
const separator = /(?:^|\s*\n)---\s*/g

interface Document {
  data?: Manifest
  problem?: Problem
}

function documentsOf(file: ChartText): Document[] {
  const documents: Document[] = []
  let start = 0
  for (const cut of [...file.text.matchAll(separator), null]) {
    const document = readDocument(file, start, cut ? cut.index : file.text.length)
    if (document) documents.push(document)
    if (cut) start = cut.index + cut[0].length
  }
  return documents
}

function readDocument(file: ChartText, start: number, end: number): Document | null {
  const source = file.text.slice(start, end)
  const text = source.trim()
  if (text === '') return null
  const { documents, fault } = readYaml(text, { duplicates: 'last', documents: 'first' })
  if (fault) {
    const offset = start + source.indexOf(text) + fault.start
    return { problem: unreadable(file, offset, fault.message) }
  }
  const data = documents[0] ?? null
  const bad = data === null ? null : badHead(data)
  if (bad)
    return { problem: { code: 'DT051', severity: 'error', message: bad, object: null, path: slotAt(file, start) } }
  return isMap(data) ? { data: manifestOf(data) } : null
}

function unreadable(file: ChartText, offset: number, reason: string): Problem {
  const path = slotAt(file, offset)
  return {
    code: 'DT051',
    severity: 'error',
    message: `with ${dotted(path)} put in unquoted, the chart's text is no longer YAML: ${reason}`,
    object: null,
    path,
    help: 'Change the value, or render without --compat: serin writes values so that they read back as they are.',
  }
}

/** The value that was written last before an offset: a reader stumbles over the end of a bad value, or just after it. */
function slotAt(file: ChartText, offset: number): string {
  return (file.slots.findLast(slot => slot.start <= offset && slot.end > slot.start) ?? file.slots[0])?.path ?? ''
}

/**
 * Helm decodes the head of each document into Go types to sort it, and stops when they do not fit. Where a string is wanted,
 * sigs.k8s.io/yaml takes any scalar.
 */
function badHead(data: Json): string | null {
  if (!isMap(data)) return `the chart's text reads as a ${typeName(data)}, not as a manifest`
  for (const key of ['apiVersion', 'kind']) {
    if (!isScalar(getKey(data, key))) return `${key} must be a string`
  }
  const metadata = getKey(data, 'metadata')
  if (metadata === undefined || metadata === null) return null
  if (!isMap(metadata)) return 'metadata must be a map'
  if (!isScalar(getKey(metadata, 'name')))
    return `metadata.name must be a string, not ${JSON.stringify(metadata['name'])}`
  const annotations = getKey(metadata, 'annotations')
  if (annotations === undefined || annotations === null) return null
  if (!isMap(annotations)) return 'metadata.annotations must be a map'
  const wrong = Object.keys(annotations).find(key => !isScalar(annotations[key]))
  return wrong === undefined ? null : `metadata.annotations: the value of ${JSON.stringify(wrong)} must be a string`
}

function isScalar(value: Json | undefined): boolean {
  return !isMap(value) && !Array.isArray(value)
}
