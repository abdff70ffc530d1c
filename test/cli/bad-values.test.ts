import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { serin } from './serin.ts'

// What people see of each mistake that Devtron and its chart let through, in full: beside each bad values file stands what
// serin prints of it. `vitest -u` writes what it prints now, to be read closely.

const folder = 'fixtures/bad-values'

/** The commands and what they print, on both streams. */
function transcript(commands: string[]): string {
  return commands
    .map(command => {
      const { code, stdout, stderr } = serin(command.split(' '))
      return `$ serin ${command}\n${stderr}${stdout}exit ${code}\n`
    })
    .join('\n')
}

function expected(name: string): string {
  return resolve(folder, `${name}.txt`)
}

const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))

test.each(files)('%s', async file => {
  const render = `render -f ${folder}/${file} --app shop --only authored`
  await expect(transcript([render, `${render} --compat`])).toMatchFileSnapshot(expected(file.replace('.yaml', '')))
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
    const render = `render ${inputs} --app shop --only authored`
    await expect(transcript([render, `${render} --compat`])).toMatchFileSnapshot(expected(`layers/${name}`))
  })
})
