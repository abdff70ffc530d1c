import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Ran, scratch, serin } from './serin.ts'

const shop = ['-f', 'fixtures/shop/values.yaml', '--release', 'shop-prod', '-n', 'prod']
const canary = ['--manifests', 'fixtures/timeline/canary.yaml']
const rollout = ['--manifests', 'fixtures/timeline/rollout.yaml']
const timeline = (...args: string[]): Ran => serin(['timeline', ...args])

interface Tick {
  tick: number
  seconds: number
  phase: string
  routedCanary: number
  why: string
}
interface Printed {
  ticks: Tick[]
  summary: { promotionSeconds: number | null; rollbackSeconds: number | null; exposure: number; stuck: string | null }
}
const json = (...args: string[]): Printed => JSON.parse(timeline(...args, '--format', 'json').stdout) as Printed
const phases = ({ ticks }: Printed): string[] => [...new Set(ticks.map(({ phase }) => phase))]

describe('a rollout as text', () => {
  test('fits 80 columns, and says first what it comes to', () => {
    const { code, stdout, stderr } = timeline(...shop)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^prod\/shop-prod-canary\ncanary · istio · a tick every 15s\n\nPromotion +3m30s: 14 ticks/)
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80)
  })

  test('every kind of input: a Devtron folder, manifests, stdin', () => {
    const folder = 'fixtures/devtron/deployment-chart_4-22-0/4.22.1'
    expect(timeline('--devtron', folder, '--env', '3').stdout).toContain('a tick every 1m')
    expect(timeline(...canary).stdout).toContain('approve (confirm-promotion)')
    const piped = serin(['timeline', '--manifests', '-'], { input: readFileSync('fixtures/timeline/canary.yaml') })
    expect(piped.stdout).toBe(timeline(...canary).stdout)
  })

  test('colours only where they are wanted', () => {
    expect(timeline(...shop).stdout).not.toContain('\u001b')
    const colored = serin(['timeline', ...shop], { env: { NO_COLOR: '', FORCE_COLOR: '1' } })
    expect(colored.stdout).toContain('\u001b[31m')
  })

  test('several Canaries, one after the other', () => {
    using work = scratch()
    const text = readFileSync('fixtures/timeline/canary.yaml', 'utf8')
    writeFileSync(join(work.folder, 'a.yaml'), text)
    writeFileSync(join(work.folder, 'b.yaml'), text.replaceAll('name: shop', 'name: cart'))
    const { code, stdout } = timeline('--manifests', work.folder)
    expect(code).toBe(0)
    expect(stdout.match(/^prod\/.*$/gm)).toEqual(['prod/shop', 'prod/cart'])
    const printed = JSON.parse(timeline('--manifests', work.folder, '--format', 'json').stdout)
    expect(printed).toMatchObject({ timelines: [{ object: 'Canary prod/shop' }, { object: 'Canary prod/cart' }] })
    expect(timeline('--manifests', work.folder, '--format', 'svg').stdout.match(/<svg/g)).toHaveLength(3)
  })
})

describe('--scenario', () => {
  const scenario = ['--scenario', 'fixtures/timeline/scenario.yaml']

  test('is played as it is written, tick by tick', () => {
    const { ticks, summary } = json(...canary, ...scenario)
    expect(ticks.map(({ phase, routedCanary }) => `${phase} ${routedCanary}`)).toEqual([
      ' 0',
      'Initialized 0',
      'Waiting 0',
      'Progressing 0',
      'Progressing 0',
      'Progressing 5',
      'Progressing 5',
      'Progressing 20',
      'Progressing 0',
      'Progressing 5',
      'Progressing 5',
      'Progressing 5',
      'Progressing 5',
      'Failed 0',
    ])
    expect(ticks.map(({ seconds }) => seconds / 60)).toEqual(ticks.map(({ tick }) => tick))
    expect(summary).toMatchObject({ promotionSeconds: null, stuck: null })
  })

  test('a gate that stays closed is why it is stuck', () => {
    const input = '[{}, {}, {revision: true, gates: {start: 403}}]'
    const { stdout } = serin(['timeline', ...canary, '--scenario', '-', '--format', 'json'], { input })
    const { summary } = JSON.parse(stdout) as Printed
    expect(summary.stuck).toBe('The gate start is closed: the rollout waits for it, and nobody opens it.')
  })

  test.each([
    ['- {revsion: true}', '1:4 error unknown key `revsion` in tick 1', 'did you mean revision?'],
    ['- {}\n- 7', '2:3 error tick 2 is 7', ''],
    ['- {metrics: [fail]}', '1:13 error metrics of tick 1 is ["fail"]; expected fail or none', ''],
    ['- {gates: {start: "403"}}', '1:19 error the gate start answers "403" in tick 1', ''],
    ['- {gates: {start: 9007199254740993}}', 'the gate start answers 9007199254740993', ''],
    ['{script: []}', 'a scenario is a list of ticks', ''],
    ['', 'this is a null', ''],
    ['- {}\n---\n- {}', 'a scenario is one document', ''],
    ['- {a: [}', 'error', ''],
    [`[${'{},'.repeat(100_001)}]`, 'at most 100000 ticks', ''],
  ])('%j is a mistake with its place', (input, message, help) => {
    const ran = serin(['timeline', ...canary, '--scenario', '-'], { input })
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('<stdin>:') })
    expect(ran.stderr).toContain(message)
    expect(ran.stderr).toContain(help)
  })

  test('webhooks may be called whatever they like', () => {
    const input = '- {}\n- {}\n- {revision: true, gates: {constructor: 403, __proto__: 500, toString: 403}}\n'
    const { code, stdout } = serin(['timeline', ...canary, '--scenario', '-', '--format', 'json'], { input })
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as Printed).ticks.at(-1)?.phase).toBe('Progressing')
  })
})

describe('what if', () => {
  test('--fail-at: bad from this tick on', () => {
    const { ticks, summary } = json(...shop, '--fail-at', '6')
    expect(ticks.findIndex(({ why }) => why.startsWith('Failed check 1 '))).toBe(5)
    expect(ticks.at(-1)).toMatchObject({ phase: 'Failed', routedCanary: 0 })
    expect(summary.rollbackSeconds).toBe(6 * 15)
  })

  test('--gate-opens: closed before this tick', () => {
    const { ticks } = json(...canary, '--gate-opens', 'start=5', '--gate-opens', 'approve=12')
    expect(ticks.filter(({ phase }) => phase === 'Waiting').map(({ tick }) => tick)).toEqual([3, 4])
    expect(ticks.find(({ phase }) => phase === 'Promoting')?.tick).toBe(12)
    expect(ticks.at(-1)?.phase).toBe('Succeeded')
  })

  test('both change a scenario, too', () => {
    using work = scratch()
    const file = join(work.folder, 'good.json')
    writeFileSync(file, '[{}, {}, {"revision": true}]')
    expect(phases(json(...canary, '--scenario', file, '--fail-at', '5'))).toEqual([
      '',
      'Initialized',
      'Progressing',
      'Failed',
    ])
  })

  test.each([
    [['--fail-at', '0'], '--fail-at 0: expected the number of a tick, from 1 to 20000'],
    [['--fail-at', '1e3'], '--fail-at 1e3: expected'],
    [['--gate-opens', 'approve'], '--gate-opens approve: expected NAME=TICK'],
    [['--gate-opens', 'aprove=3'], 'there is no webhook aprove; did you mean approve?'],
    [['--budget-seconds', 'soon'], '--budget-seconds soon: expected a number'],
    [['canary.yaml'], 'unexpected word canary.yaml; give inputs with -f, --devtron or --manifests'],
    [['--format', 'pdf'], '--format pdf: expected text, json, svg, html or markdown'],
    [['--scenario', 'nowhere.yaml'], 'cannot read nowhere.yaml: there is no such file'],
    [['--compare', 'nowhere.yaml'], 'cannot read nowhere.yaml: there is no such file'],
    [['--out', 'package.json/x.svg'], 'cannot write package.json/x.svg'],
  ])('%j', (args, sentence) => {
    expect(timeline(...canary, ...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) })
  })
})

describe('--budget-seconds and --max-exposure', () => {
  test('within the budget', () => {
    expect(timeline(...shop, '--budget-seconds', '300', '--max-exposure', '1')).toMatchObject({ code: 0 })
  })

  test('beyond it: exit 1, and which value to change', () => {
    const { code, stdout } = timeline(...shop, '--budget-seconds', '120')
    expect(code).toBe(1)
    expect(stdout).toContain('missed: 3m30s of 2m at most')
    const [, path = '', to = ''] = /What helps +(\w+) (\S+) instead/.exec(stdout) ?? []
    const changed = timeline(...shop, '--budget-seconds', '120', '--set', `flaggerCanary.analysis.${path}=${to}`)
    expect(changed.code).toBe(0)
  })

  test('as data', () => {
    const printed = JSON.parse(timeline(...shop, '--max-exposure', '0.3', '--format', 'json').stdout)
    expect(printed.budget).toMatchObject({
      goal: { exposure: 0.3 },
      missed: ['exposure'],
      measured: { exposure: 0.75 },
    })
  })
})

describe('--compare', () => {
  test('two inputs side by side, for a terminal', () => {
    const { code, stdout } = timeline(
      ...shop,
      '--set',
      'flaggerCanary.analysis.stepWeight=10',
      '--compare',
      shop[1] ?? '',
    )
    expect(code).toBe(0)
    const [table = ''] = stdout.split('\n\n')
    expect(table).toMatch(/until promoted +2m15s +3m30s +\+1m15s/)
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('a Canary and a Rollout', () => {
    const { code, stdout } = timeline(...canary, '--compare', 'fixtures/timeline/rollout.yaml')
    expect(code).toBe(0)
    expect(stdout).toContain('prod/shop (Rollout)')
    expect(stdout).toMatch(/its exposure, at worst +2m +2m45s +\+45s/)
  })

  test('as data, a page and Markdown', () => {
    const args = [...canary, '--compare', 'fixtures/timeline/rollout.yaml']
    const printed = JSON.parse(timeline(...args, '--format', 'json').stdout)
    expect(printed.comparison).toMatchObject({
      names: ['prod/shop', 'prod/shop (Rollout)'],
      other: { engine: 'rollouts' },
    })
    expect(printed.ticks).not.toHaveLength(0)
    expect(timeline(...args, '--format', 'html').stdout).toContain('<td class="number">+45s</td>')
    expect(timeline(...args, '--format', 'markdown').stdout).toContain('| its exposure, at worst | 2m | 2m45s | +45s |')
  })

  test('the other input has to have the same rollouts', () => {
    using work = scratch()
    mkdirSync(join(work.folder, 'two'))
    const text = readFileSync('fixtures/timeline/canary.yaml', 'utf8')
    for (const name of ['cart', 'mail'])
      writeFileSync(join(work.folder, 'two', `${name}.yaml`), text.replaceAll('name: shop', `name: ${name}`))
    expect(timeline(...canary, '--compare', join(work.folder, 'two'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no rollout prod/shop in'),
    })
  })
})

describe('Argo Rollouts', () => {
  test('the steps of a Rollout, in the form of the recorded routes', () => {
    const { engine, steps } = JSON.parse(timeline(...rollout, '--format', 'json').stdout)
    expect(engine).toBe('rollouts')
    const told = steps.map((each: Record<string, unknown>) => [each['step'], each['weight'], each['seconds']])
    expect(told).toEqual([
      [-1, 0, 0],
      [0, 5, 0],
      [3, 20, 210],
      [5, 50, null],
      [8, 0, null],
    ])
    expect(steps[2].virtualServices[0].spec.http[0].route).toEqual([
      { destination: { host: 'shop' }, weight: 80 },
      { destination: { host: 'shop-canary' }, weight: 20 },
    ])
  })

  test('what Argo Rollouts would make of a Canary', () => {
    const { code, stdout } = timeline(...shop, '--engine', 'rollouts')
    expect(code).toBe(0)
    expect(stdout).toContain('Argo Rollouts · canary · 31 steps')
  })

  test('a Rollout that the controller refuses has none', () => {
    const text = readFileSync('fixtures/timeline/rollout.yaml', 'utf8').replace('setWeight: 20', 'setWeight: many')
    const ran = serin(['timeline', '--manifests', '-'], { input: text })
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('[RO002]') })
  })

  test('Flagger has nothing to do with a Rollout', () => {
    expect(timeline(...rollout, '--engine', 'flagger')).toMatchObject({
      code: 2,
      stderr: 'serin: there is no rollout to show\n',
    })
  })

  test('has no ticks that could be told', () => {
    expect(timeline(...rollout, '--fail-at', '3')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('--fail-at is about Flagger'),
    })
  })
})

describe('files', () => {
  test('--out tells the format by its ending, and prints nothing', () => {
    using work = scratch()
    for (const [name, start] of [
      ['a.svg', '<svg xmlns'],
      ['a.html', '<!doctype html>'],
      ['a.md', '#### Rollout of prod/shop'],
      ['a.json', '{'],
      ['a.txt', 'prod/shop'],
    ] as const) {
      const out = join(work.folder, name)
      expect(timeline(...canary, '--out', out)).toEqual({ code: 0, stdout: '', stderr: expect.any(String) })
      expect(readFileSync(out, 'utf8').startsWith(start)).toBe(true)
    }
  })

  test('the same bytes in every run', () => {
    for (const format of ['text', 'json', 'svg', 'html', 'markdown']) {
      const args = [...canary, '--format', format]
      expect(timeline(...args).stdout).toBe(timeline(...args).stdout)
    }
  })

  test('what people name things is no markup', () => {
    using work = scratch()
    const name = '<b>|`&"x'
    const text = readFileSync('fixtures/timeline/canary.yaml', 'utf8').replace('name: approve', `name: '${name}'`)
    const file = join(work.folder, 'canary.yaml')
    writeFileSync(file, text)
    expect(timeline('--manifests', file, '--format', 'html').stdout).not.toContain('<b>')
    expect(timeline('--manifests', file, '--format', 'markdown').stdout).not.toContain(name)
  })
})

describe('no rollout', () => {
  test('a Canary that Flagger does not take on', () => {
    const refused = timeline(...canary.slice(0, 1), '-')
    expect(refused.code).toBe(2)
    const text = readFileSync('fixtures/timeline/canary.yaml', 'utf8').replace('provider: istio', 'provider: knative')
    const ran = serin(['timeline', '--manifests', '-'], { input: text })
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('[FL010]') })
  })

  test('a Canary at which Flagger stops: what happens, the finding, exit 1', () => {
    const text = readFileSync('fixtures/timeline/canary.yaml', 'utf8').replaceAll('{app: shop}', '{tier: web}')
    const ran = serin(['timeline', '--manifests', '-', '--format', 'json'], { input: text })
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining('[FL022]') })
    const { ticks, summary } = JSON.parse(ran.stdout) as Printed
    expect(new Set(ticks.map(({ phase }) => phase))).toEqual(new Set(['']))
    expect(summary.stuck).toContain('Flagger does not get to the end of the initialisation.')
  })

  test('the canary is off', () => {
    expect(timeline(...shop, '--set', 'flaggerCanary.enabled=false')).toMatchObject({ code: 2, stdout: '' })
  })

  test('values that are wrong', () => {
    const ran = timeline(...shop, '--set', 'flaggerCanary.analysis.stepWeight=many')
    expect(ran).toMatchObject({ code: 1, stdout: '' })
  })
})
