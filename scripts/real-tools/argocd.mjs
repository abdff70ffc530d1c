// Asks Argo CD's own plugin server, with the plugin.yaml that serin writes, what fixtures/golden/argocd-plugin asks.
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { call, fieldsOf } from './cmp-client.mjs'

const casesFile = 'fixtures/golden/argocd-plugin/cases.json'

/** `server` is the argocd binary. With `record` the answers are written into the cases. */
export async function checkArgocd({ server, serin, record }) {
  const cases = JSON.parse(readFileSync(casesFile, 'utf8'))
  const work = mkdtempSync(join(tmpdir(), 'serin-cmp-'))
  const stop = await startServer(server, serin, work)
  const mistakes = []
  try {
    for (const one of cases) {
      const answer = await ask(join(work, 'serin.sock'), one, work)
      if (record) one.answer = answer
      else if (!isDeepStrictEqual(answer, one.answer)) mistakes.push(`${one.name}: ${JSON.stringify(answer)}`)
    }
  } finally {
    stop()
    rmSync(work, { recursive: true, force: true })
  }
  if (record) writeFileSync(casesFile, `${JSON.stringify(cases, null, 1)}\n`)
  return { checked: cases.length, mistakes }
}

async function startServer(binary, serin, work) {
  const config = join(work, 'config')
  const bin = join(work, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'serin'), `#!/bin/sh\nexec '${process.execPath}' '${resolve(serin)}' "$@"\n`)
  chmodSync(join(bin, 'serin'), 0o755)
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    ARGOCD_BINARY_NAME: 'argocd-cmp-server',
    ARGOCD_PLUGINSOCKFILEPATH: work,
    ARGOCD_CMP_WORKDIR: join(work, 'work'),
  }
  execFileSync(join(bin, 'serin'), ['plugin', 'argocd', '--out', config], { stdio: 'ignore' })
  const server = spawn(binary, ['--config-dir-path', config], { env, stdio: 'ignore' })
  for (let i = 0; i < 200 && !existsSync(join(work, 'serin.sock')); i++) await sleep(50)
  return () => server.kill('SIGKILL')
}

async function ask(socket, { rpc, files, appPath, env, timeout }, work) {
  const folder = mkdtempSync(join(work, 'repo-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const answer = await call(socket, rpc, { folder, appPath, env, timeout })
  // The folder that the server unpacks to has a random name.
  if (answer.error) return { error: answer.error.status === 4 ? 'DeadlineExceeded' : answer.error.message }
  return answers[rpc](answer)
}

const text = (fields, number) => fields[number]?.map(String) ?? []

const answers = {
  MatchRepository: fields => ({ isSupported: fields[1]?.[0] === 1, isDiscoveryEnabled: fields[2]?.[0] === 1 }),
  GenerateManifest: fields => ({ manifests: text(fields, 1).map(each => JSON.parse(each)) }),
  GetParametersAnnouncement: fields => ({
    parameters: (fields[1] ?? []).map(fieldsOf).map(each => ({
      name: text(each, 1)[0],
      title: text(each, 2)[0],
      tooltip: text(each, 3)[0],
      collectionType: text(each, 6)[0],
      ...(each[7] ? { string: text(each, 7)[0] } : {}),
      ...(each[8] ? { array: text(each, 8) } : {}),
    })),
  }),
}
