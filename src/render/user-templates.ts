import { compare, type Place } from '../values/finding.ts'
import { isMap, type Json } from '../values/json.ts'
import { type Manifest, refOf } from '../values/manifest.ts'
import { nearest } from '../values/nearest.ts'
import { templateOf } from './kinds.ts'
import { builtIn, builtInNames } from './manifest.ts'
import { placeOf, type TemplateCode, type TemplateProblem } from './problem.ts'
import { type ReleaseData, subjectIn, subjectOf } from './release-data.ts'
import { type Compiled, compile } from './template/compile.ts'
import { type Output, output } from './template/output.ts'
import type { Template } from './template/run.ts'
import type { Added, Rendered, TemplateFile, Templates } from './templates.ts'

type Own = Map<string, Template & Compiled>

export function compileTemplates(files: TemplateFile[]): Templates {
  const own: Own = new Map()
  for (const { name, file, text } of files.filter(({ name }) => name.endsWith('.hbs')).sort(byName)) {
    own.set(name.slice(0, -'.hbs'.length), { file, ...compile(file, text) })
  }
  const added = [...own.keys()].filter(name => !builtIn(name) && !isPartial(name))
  return {
    problems: [
      ...[...own.values()].flatMap(template => problemsOf(template, own)),
      ...added.flatMap(name => misnamed(name, own)),
    ],
    renderManifest: (manifest, release) => renderManifest(manifest, release, own),
    renderAdded: release => added.map(name => renderAdded(name, release, own)).filter(hasContent),
  }
}

function byName(a: TemplateFile, b: TemplateFile): number {
  return compare(a.name, b.name)
}

/** A file or folder whose name begins with `_` is there to be called by others. */
function isPartial(name: string): boolean {
  return name.split('/').some(segment => segment.startsWith('_'))
}

function problemsOf({ file, problems, partials }: Template & Compiled, own: Own): TemplateProblem[] {
  const names = [...new Set([...own.keys(), ...builtInNames()])]
  const unknown = partials.filter(({ name }) => !own.has(name) && !builtIn(name))
  return [
    ...problems,
    ...unknown.map(({ name, at }): TemplateProblem => {
      const suggestion = nearest(name, names)
      const help = 'A partial is called by its path below the folder, without `.hbs`.'
      const problem = { ...error('TP004', `there is no partial \`${name}\``, placeOf(file, at)), help }
      return suggestion === undefined ? problem : { ...problem, suggestion }
    }),
  ]
}

function misnamed(name: string, own: Own): TemplateProblem[] {
  const suggestion = nearest(name, builtInNames())
  const template = own.get(name)
  if (suggestion === undefined || !template) return []
  const message = `no built-in template is called \`${name}\`, so this one is rendered as a file of its own`
  return [{ ...error('TP010', message, placeOf(template.file, [1, 1, 1, 1])), severity: 'warning', suggestion }]
}

function error(code: TemplateCode, message: string, at: Place): TemplateProblem {
  return { code, severity: 'error', message, at, value: null }
}

function renderManifest(manifest: Manifest, release: ReleaseData | undefined, own: Own): Rendered {
  const { text, problems, documents, file } = render(templateOf(manifest), own, {
    root: manifest,
    release,
    subject: path => subjectOf(manifest, release, path),
  })
  if (documents === null || problems.length > 0) return { text, problems }
  const [document, ...more] = documents
  if (more.length === 0 && isSame(document, manifest)) return { text, problems }
  const { kind, name } = refOf(manifest)
  const message = `the template has to give one document, the ${kind} \`${name}\``
  return { text: '', problems: [error('TP009', message, placeOf(file, [1, 1, 1, 1]))] }
}

function isSame(document: Json | undefined, manifest: Manifest): boolean {
  if (!isMap(document) || !isMap(document['metadata'])) return false
  return document['kind'] === manifest.kind && document['metadata']['name'] === manifest.metadata.name
}

function renderAdded(name: string, release: ReleaseData, own: Own): Added {
  const { text, problems, documents } = render(name, own, {
    root: release,
    release,
    subject: ({ path }) => subjectIn(release, path),
  })
  return { name, text, problems, documents: (documents ?? []).filter(document => document !== null) }
}

/** A template whose conditions all fail makes no file. */
function hasContent({ documents, problems }: Added): boolean {
  return documents.length > 0 || problems.length > 0
}

function render(name: string, own: Own, data: Parameters<typeof output>[2]): Output {
  return output(name, called => own.get(called), data)
}
