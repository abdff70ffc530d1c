// Has Fleet's own CLI make bundles of the folders that serin writes: exactly the manifests for Git are in them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse, parseAllDocuments } from 'yaml'

const casesFile = 'fixtures/golden/fleet-bundle/cases.json'

/** The CLI wants to load one, though it asks no cluster. */
const kubeconfig = `apiVersion: v1
kind: Config
clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
contexts: [{name: none, context: {cluster: none}}]
current-context: none
`

/** `fleet` is the CLI of rancher/fleet. With `record` its answers are written into the cases. */
export function checkFleet({ fleet, serin, record }) {
  const cases = JSON.parse(readFileSync(casesFile, 'utf8'))
  const mistakes = []
  for (const one of cases) {
    const { bundle, authored } = bundleOf(one.args, fleet, serin)
    const objects = bundle.resources.flatMap(({ content }) => parseAllDocuments(content).map(each => each.toJS()))
    const sorted = list => list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    if (!isDeepStrictEqual(sorted(objects), sorted(authored))) mistakes.push(`${one.args.join(' ')}: other objects`)
    if (record) one.bundle = bundle
    else if (!isDeepStrictEqual(bundle, one.bundle)) mistakes.push(`${one.args.join(' ')}: ${JSON.stringify(bundle)}`)
  }
  if (record) writeFileSync(casesFile, `${JSON.stringify(cases, null, 1)}\n`)
  return { checked: cases.length, mistakes }
}

const nameOf = ({ kind, metadata }) => `${kind} ${metadata.name}`

function bundleOf(args, fleet, serin) {
  const work = mkdtempSync(join(tmpdir(), 'serin-fleet-'))
  const run = (...more) =>
    execFileSync(process.execPath, [serin, 'render', ...args, ...more], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    run('--out', join(work, 'apps/shop'), '--delivery', 'fleet')
    writeFileSync(join(work, 'kubeconfig'), kubeconfig)
    const env = { ...process.env, KUBECONFIG: join(work, 'kubeconfig') }
    // Its paths have to be relative.
    const words = ['apply', '-n', 'fleet-local', '-o', '-', 'team', './apps/shop']
    const { spec } = parse(
      String(execFileSync(resolve(fleet), words, { cwd: work, env, stdio: ['ignore', 'pipe', 'ignore'] })),
    )
    const { resources, targets: _, ...options } = spec
    const authored = JSON.parse(run('--only', 'authored', '--output-format', 'json'))
    return { bundle: { ...options, resources: resources.map(({ name, content }) => ({ name, content })) }, authored }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
