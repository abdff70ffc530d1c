/** A short input that shows a rule. What a rule finds in a bad one stands between « and ». */
export interface Example {
  input: 'values' | 'manifests'
  text: string
  /** Options of `serin lint` that it takes to see it. */
  flags: string
  /** Another input in the same run. */
  beside?: Example
}

export function values(text: string, flags = ''): Example {
  return { input: 'values', text: dedent(text), flags }
}

export function manifests(...documents: string[]): Example {
  return { input: 'manifests', text: documents.map(dedent).join('---\n'), flags: '' }
}

export function withFlags(flags: string, example: Example): Example {
  return { ...example, flags }
}

/** Blocks of a Canary's spec; what is left out is as in `blocks`. */
interface CanaryBlocks {
  name?: string
  /** Further fields of the spec. */
  spec?: string
  targetRef?: string
  service?: string
  analysis?: string
}

/** A Canary of which only the blocks that matter are written down. */
export function canary({ name = 'shop', spec, ...blocks }: CanaryBlocks): string {
  const { targetRef = deploymentRef, service = ports, analysis = weights } = blocks
  return `\
apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: ${name}
  namespace: prod
spec:
${spec === undefined ? '' : indent(spec, 2)}\
  targetRef:
${indent(targetRef, 4)}\
  service:
${indent(service, 4)}\
  analysis:
${indent(analysis, 4)}`
}

const deploymentRef = `
  apiVersion: apps/v1
  kind: Deployment
  name: shop
`
const ports = `
  port: 80
  targetPort: 8080
`
const weights = `
  interval: 1m
  threshold: 5
  maxWeight: 50
  stepWeight: 10
`

interface DeploymentBlocks {
  name?: string
  kind?: string
  /** Further fields of the metadata, the spec and the pod, and of its only container. */
  metadata?: string
  spec?: string
  pod?: string
  container?: string
  labels?: string
}

/** The target of that Canary. */
export function deployment(blocks: DeploymentBlocks = {}): string {
  const { name = 'shop', kind = 'Deployment', metadata, spec, pod, container, labels = 'app: shop' } = blocks
  return `\
apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: prod
${metadata === undefined ? '' : indent(metadata, 2)}\
spec:
${spec === undefined ? '' : indent(spec, 2)}\
  selector:
    matchLabels:
${indent(labels, 6)}\
  template:
    metadata:
      labels:
${indent(labels, 8)}\
    spec:
${pod === undefined ? '' : indent(pod, 6)}\
      containers:
        - name: shop
          image: registry.example.com/shop:1
${container === undefined ? '' : indent(container, 10)}`
}

/** What scales the target of that Canary, and how the Canary names it. */
export const autoscalerRef = 'autoscalerRef: {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: shop}'
export const autoscaler = `
  apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata:
    name: shop
    namespace: prod
  spec:
    scaleTargetRef:
      apiVersion: apps/v1
      kind: Deployment
      name: shop
    minReplicas: 2
    maxReplicas: 6
`

function indent(text: string, width: number): string {
  return dedent(text).replaceAll(/^(?=.)/gm, ' '.repeat(width))
}

/** Without the line break that begins a literal and the indent that it has in the source. */
function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const width = Math.min(...lines.filter(line => line !== '').map(line => line.search(/[^ ]/)))
  return lines.map(line => `${line.slice(width)}\n`).join('')
}

/** The text without its marks, and the ranges between them. */
export function unmarked({ text }: Example): { text: string; ranges: { start: number; end: number }[] } {
  const parts = text.split(/[«»]/)
  const ranges: { start: number; end: number }[] = []
  let at = 0
  for (const [i, part] of parts.entries()) {
    if (i % 2 === 1) ranges.push({ start: at, end: at + part.length })
    at += part.length
  }
  return { text: parts.join(''), ranges }
}
