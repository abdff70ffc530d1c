import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type * as streams from '../../src/cli/streams.ts'

// What people see of each mistake that Devtron and its chart let through, in full: beside each bad values file stands what
// serin prints of it. `vitest -u` writes what it prints now, to be read closely. A hundred and more runs: all in this process.

const folder = 'fixtures/bad-values'

const printed = vi.hoisted(() => ({ out: '', err: '' }))
vi.mock('../../src/cli/streams.ts', async original => ({
  ...(await original<typeof streams>()),
  writeOut: (text: string) => {
    printed.out += text
  },
  writeErr: (text: string) => {
    printed.err += text
  },
  wantsColor: () => false,
}))
afterAll(() => {
  process.exitCode = 0
})

interface Run {
  text: string
  /** Nothing was found. */
  isSilent: boolean
}

async function run(command: string): Promise<Run> {
  Object.assign(printed, { out: '', err: '' })
  await main(command.split(' '))
  const { out, err } = printed
  return { text: `$ serin ${command}\n${err}${out}exit ${process.exitCode}\n`, isSilent: err === '' }
}

/** What render says and prints, by itself and as the chart has it; and what lint says where render has nothing against it. */
async function transcript(inputs: string): Promise<string> {
  const render = `render ${inputs} --only authored`
  const own = await run(render)
  const runs = [own, await run(`${render} --compat`)]
  if (own.isSilent) runs.push(await run(`lint ${inputs}`), await run(`lint ${inputs} --compat`))
  return runs.map(({ text }) => text).join('\n')
}

function expected(name: string): string {
  return resolve(folder, `${name}.txt`)
}

const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))

test.each(files)('%s', async file => {
  await expect(await transcript(`-f ${folder}/${file} --app shop`)).toMatchFileSnapshot(
    expected(file.replace('.yaml', '')),
  )
})

test('every mistake has its expected output, and nothing else has', () => {
  const texts = readdirSync(folder).filter(file => file.endsWith('.txt'))
  expect(texts).toEqual(files.map(file => file.replace('.yaml', '.txt')))
})

describe('in one of several layers', () => {
  const layers = `${folder}/layers`

  test.each<[name: string, inputs: string]>([
    ['misspelt', `-f ${layers}/base.yaml -f ${layers}/misspelt.yaml`],
    ['small-max', `-f ${layers}/base.yaml -f ${layers}/small-max.yaml`],
    ['cut-off', `-f ${layers}/base.yaml -f ${layers}/cut-off.yaml`],
    ['half-mended', `-f ${layers}/wrong.yaml -f ${layers}/mended.yaml`],
    [
      'arguments',
      `-f ${layers}/base.yaml --set flaggerCanary.analysis.stepWeight=200 --set flaggerCanary.createIstioGateway.enabled=true --set-string flaggerCanary.serviceport=80`,
    ],
  ])('%s', async (name, inputs) => {
    await expect(await transcript(`${inputs} --app shop`)).toMatchFileSnapshot(expected(`layers/${name}`))
  })
})
