// Every provider has an example that its page shows: manifests and what Flagger creates from them. `UPDATE_DOCS=1` writes what is
// predicted into fixture and page instead.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predict } from '../../src/flagger/predict.ts'
import { providerNames } from '../../src/flagger/providers/index.ts'
import { defaultSettings } from '../../src/flagger/settings.ts'
import { readReleases } from '../../src/manifests/releases.ts'
import { renderStream } from '../../src/render/manifest.ts'
import { blocksOf } from '../docs/pages.ts'

const folder = 'fixtures/providers'

describe.each(readdirSync(folder))('the example of %s', name => {
  const input = `${folder}/${name}/manifests.yaml`
  const page = `docs/providers/${name}.md`

  const files = [{ file: input, text: readFileSync(input, 'utf8') }]
  const read = readReleases(files, { namespace: 'default', settings: defaultSettings, refs: 'strict' })
  const [prediction] = read.releases.map(predict)
  // With Knative Flagger creates nothing.
  const part = prediction && prediction.created.length > 0 ? 'generated' : 'changed'
  const output = `${folder}/${name}/${part}.yaml`

  it('is sound', () => {
    expect(read.findings).toEqual([])
    expect(prediction).toMatchObject({ verdict: 'initialized', problems: [] })
    expect(prediction?.stored).toMatchObject({
      spec: { provider: expect.stringMatching(`^${name.replace('-', '[:-]')}$`) },
    })
  })

  it('gives what is beside it', () => {
    const { created = [], changed = [] } = prediction ?? {}
    const text = renderStream(part === 'generated' ? created : changed)
    if (process.env['UPDATE_DOCS']) writeFileSync(output, text)
    expect(text).toBe(readFileSync(output, 'utf8'))
  })

  it.each([
    ['what goes in', `# ${input}\n`, input],
    ['what comes out', `$ serin render --manifests ${input} --only ${part}\n`, output],
  ])('is on its page: %s', (_, head, path) => {
    const shown = head + readFileSync(path, 'utf8')
    if (process.env['UPDATE_DOCS']) show(page, head, shown)
    expect(blocksOf(page).map(({ text }) => text)).toContain(shown)
  })
})

it('is there for every provider that Flagger knows', () => {
  const examples = providerNames.map(name => `${folder}/${name.replace(':', '-')}`)
  expect(examples.filter(example => !existsSync(example))).toEqual([])
  const index = readFileSync('docs/providers/README.md', 'utf8')
  expect(providerNames.filter(name => !index.includes(`[\`${name}\`]`))).toEqual([])
})

/** Puts the text into the block of the page that begins like it. */
function show(page: string, head: string, shown: string): void {
  const text = readFileSync(page, 'utf8')
  const start = text.indexOf(head)
  const end = text.indexOf('```\n', start)
  if (start > 0) writeFileSync(page, text.slice(0, start) + shown + text.slice(end))
}
