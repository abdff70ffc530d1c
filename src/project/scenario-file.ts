import { sourceOf } from '../manifests/source.ts'
import { readScript, type Script } from '../timeline/engine/script.ts'
import { type Finding, type Problem, toFinding } from '../values/finding.ts'
import { readYaml, type YamlFault } from '../values/yaml/index.ts'
import { readText } from './read.ts'

export interface ScenarioFile {
  script: Script
  /** Why it cannot be played. */
  findings: Finding[]
  /** Its name in findings, and its text for code frames. */
  file: string
  text: string
}

/** Reads a scenario, YAML or JSON.
 *
 * @throws InputError when there is no such file */
export function readScenario(path: string, maxSize: number): ScenarioFile {
  const text = readText(path, maxSize)
  const file = path === '-' ? '<stdin>' : path
  const source = sourceOf({ file, text })
  const { documents, fault } = readYaml(text)
  if (fault) return { script: [], findings: [unreadable(fault, source.range(fault.start, fault.end))], file, text }
  const { script, problems } = documents.length > 1 ? several(documents.length) : readScript(documents[0] ?? null)
  const findings = problems.map(problem => toFinding(problem, subject => source.at(0, subject.path, subject.part)))
  return { script, findings, file, text }
}

function unreadable({ code, message, help }: YamlFault, place: Finding['place']): Finding {
  return {
    code,
    severity: 'error',
    message,
    place,
    path: '',
    object: null,
    related: [],
    suggestion: null,
    help: help ?? null,
  }
}

function several(count: number): { script: Script; problems: Problem[] } {
  const message = `a scenario is one document, this file has ${count}`
  return { script: [], problems: [{ code: 'SC090', severity: 'error', object: null, path: '', message }] }
}
