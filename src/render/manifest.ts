import { templates } from '#build/templates.js'
import type { Manifest } from '../values/manifest.ts'
import { templateOf } from './kinds.ts'
import type { Plan } from './template/plan.ts'
import { play } from './template/play.ts'
import type { Run, Template } from './template/run.ts'

/** One manifest as a YAML document, laid out by the built-in template of its kind. */
export function renderManifest(manifest: Manifest): string {
  return renderBuiltIn(templateOf(manifest), manifest)
}

/** A stream of documents, as `kubectl apply -f -` takes it. */
export function renderStream(manifests: Manifest[]): string {
  return toStream(manifests.map(renderManifest))
}

export function toStream(documents: string[]): string {
  return documents.join('---\n')
}

/** A file that is no manifest, such as fleet.yaml. */
export function renderBuiltIn(name: string, data: unknown): string {
  const template = builtIn(name)
  return template ? play(template, unbounded(data)) : ''
}

const plans = new Map<string, Template>()

export function builtIn(name: string): Template | undefined {
  const known = plans.get(name)
  if (known) return known
  const json = Object.hasOwn(templates, name) ? templates[name] : undefined
  if (json === undefined) return undefined
  const template = { file: `${name}.hbs`, plan: JSON.parse(json) as Plan }
  plans.set(name, template)
  return template
}

export function builtInNames(): string[] {
  return Object.keys(templates)
}

/** Built-in templates have no mistakes and no loops without end; what they write is as large as their data. */
function unbounded(root: unknown): Run {
  return {
    find: builtIn,
    root,
    release: undefined,
    subject: ({ path }) => ({ object: null, path }),
    problems: [],
    file: '',
    depth: 0,
    budget: { steps: Number.POSITIVE_INFINITY, characters: Number.POSITIVE_INFINITY },
    stopped: false,
  }
}
