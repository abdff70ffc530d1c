import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { namesOf } from '../flagger/names.ts'
import { readCanary } from '../flagger/stored.ts'
import type { Loaded } from '../library/loaded.ts'
import type { Output, Predicted } from '../library/outcome.ts'
import { renderManifest } from '../render/manifest.ts'
import { type TemplateProblem, templateFinding } from '../render/problem.ts'
import type { ReleaseData } from '../render/release-data.ts'
import { loadTemplates, type TemplateFile } from '../render/templates.ts'
import { compare, type Finding } from '../values/finding.ts'
import { InputError, readText, reasonOf } from './read.ts'

/** Lays manifests out as YAML: by the built-in templates, or by the user's over them. */
export interface Printer {
  print(output: Output): string
  /** Documents of the user's own beside the manifests, once per release. */
  added(release: Predicted): { name: string; text: string }[]
  /** What was wrong with the user's templates; complete once everything has been printed. */
  findings: Finding[]
  /** The templates' texts, for code frames. */
  texts: Map<string, string>
}

export const builtInPrinter: Printer = {
  print: ({ manifest }) => renderManifest(manifest),
  added: () => [],
  findings: [],
  texts: new Map(),
}

/** What templates may see beside the release: empty and null when manifests were given. */
export type TemplateInput = Pick<Loaded, 'values' | 'identity'>

/** @throws InputError */
export async function userPrinter(folder: string, input: TemplateInput, maxSize: number): Promise<Printer> {
  const files = readTemplates(folder, maxSize)
  const templates = await loadTemplates(files)
  const findings: Finding[] = []
  const note = (problems: TemplateProblem[], release: Predicted | null) => {
    for (const problem of problems)
      findings.push(templateFinding(problem, release?.release.locate ?? (() => problem.at)))
  }
  const data = new Map<Predicted, ReleaseData>()
  const dataOf = (release: Predicted) => {
    const known = data.get(release) ?? releaseData(release, input)
    data.set(release, known)
    return known
  }
  note(templates.problems, null)
  return {
    findings,
    texts: new Map(files.map(({ file, text }) => [file, text])),
    print: ({ manifest, release }) => {
      const { text, problems } = templates.renderManifest(manifest, release ? dataOf(release) : undefined)
      note(problems, release)
      return text
    },
    added: release =>
      templates.renderAdded(dataOf(release)).map(({ name, text, problems }) => {
        note(problems, release)
        return { name, text }
      }),
  }
}

function readTemplates(folder: string, maxSize: number): TemplateFile[] {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => name.replaceAll('\\', '/'))
  } catch (error) {
    throw new InputError(`cannot read ${folder}: ${reasonOf(error)}`)
  }
  const files = names.filter(name => name.endsWith('.hbs')).sort(compare)
  if (files.length === 0) throw new InputError(`${folder} holds no template; templates end in .hbs`)
  return files.map(name => ({ name, file: join(folder, name), text: readText(join(folder, name), maxSize) }))
}

function releaseData({ release, prediction }: Predicted, { values, identity }: TemplateInput): ReleaseData {
  const { canary, authored, namespace } = release
  const { spec } = readCanary(prediction.stored ?? canary).canary
  const names = namesOf(spec.targetRef.name, spec.service?.name)
  const { app, release: name } = identity ?? { app: canary.metadata.name, release: canary.metadata.name }
  return {
    canary,
    authored,
    generated: prediction.created,
    values,
    names: {
      app,
      release: name,
      namespace,
      target: names.target,
      primary: names.targetPrimary,
      apexService: names.apex,
      primaryService: names.primary,
      canaryService: names.canary,
    },
  }
}
