// What CI runs: the files for GitHub, GitLab and pre-commit say what their hosts read, their shell is sound, and it does what it says.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commands } from '../../src/cli/commands/index.ts'
import { scratch } from '../cli/serin.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const isSound = (shell: string, script: string) => spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' }).stderr

describe('the GitHub Action', () => {
  interface Step {
    name: string
    if?: string
    uses?: string
    shell?: string
    run?: string
    env?: Record<string, string>
  }
  const action: { inputs: Record<string, object>; runs: { using: string; steps: Step[] } } = parse(read('action.yml'))
  const { inputs, runs } = action
  const steps = runs.steps.filter(({ run }) => run !== undefined)

  test('is a composite one whose inputs are all used and described', () => {
    expect(runs.using).toBe('composite')
    const used = [...read('action.yml').matchAll(/inputs\.([\w-]+)/g)].map(match => match[1])
    expect([...new Set(used)].sort()).toEqual(Object.keys(inputs).sort())
    for (const input of Object.values(inputs)) expect(input).toHaveProperty('description')
  })

  test.each(steps.map(step => [step.name, step] as const))(
    '%s: sound, and nothing of the event is pasted into it',
    (_, step) => {
      expect(step.shell).toBe('bash')
      expect(step.run).not.toContain('${{')
      expect(isSound('bash', step.run ?? '')).toBe('')
    },
  )

  test('checks a repository', () => {
    using work = scratch()
    writeFileSync(join(work.folder, 'values.yaml'), 'flaggerCanary:\n  enabled: true\n  serviceprt: 80\n')
    writeFileSync(join(work.folder, 'output'), '')
    const step = steps.find(({ name }) => name === 'Check')
    const env = {
      ...process.env,
      ...step?.env,
      ACTION_PATH: resolve('.'),
      ARGS: "-f 'values.yaml' --app shop",
      SERIN: `${process.execPath} ${resolve('dist/serin.cjs')}`,
      SERIN_OUT: 'deploy',
      SERIN_BASE: '',
      SERIN_REPORTS: join(work.folder, 'reports'),
      GITHUB_OUTPUT: join(work.folder, 'output'),
    }
    const ran = spawnSync('bash', ['-e', '-c', step?.run ?? ''], { cwd: work.folder, env, encoding: 'utf8' })
    expect(ran.status).toBe(1)
    expect(ran.stdout).toContain('::error file=values.yaml,line=3')
    expect(read(join(work.folder, 'output'))).toBe('sarif=true\n')
    expect(JSON.parse(read(join(work.folder, 'reports/serin.sarif')))).toHaveProperty('runs')
  })
})

describe('the GitLab template', () => {
  interface Job {
    script: string[]
    before_script: string[]
    after_script: string[]
    variables: Record<string, string>
    artifacts: { reports: Record<string, string> }
  }
  const { serin: job }: { serin: Job } = parse(read('ci/gitlab.yml'))

  test('has a sound script, and hands over the reports that it asks for', () => {
    const lines = [...job.before_script, ...job.script, ...job.after_script]
    expect(isSound('sh', lines.join('\n'))).toBe('')
    expect(job.variables).toMatchObject({ SERIN_REPORTS: 'serin-reports', SERIN_FORMATS: 'gitlab junit' })
    expect(job.artifacts.reports).toEqual({
      codequality: 'serin-reports/codequality.json',
      junit: 'serin-reports/junit.xml',
    })
  })
})

describe('the hooks of pre-commit', () => {
  const hooks: { id: string; entry: string }[] = parse(read('.pre-commit-hooks.yaml'))
  // pre-commit 3.0, clientlib.py: what a hook may have, as far as it is used here.
  const keys = [
    'id',
    'name',
    'description',
    'entry',
    'language',
    'always_run',
    'pass_filenames',
    'require_serial',
    'files',
  ]

  test.each(hooks.map(hook => [hook.id, hook] as const))('%s', (_, hook) => {
    expect(Object.keys(hook).filter(key => !keys.includes(key))).toEqual([])
    expect(hook).toMatchObject({ language: 'node', pass_filenames: false, require_serial: true })
    const [program, name, ...options] = hook.entry.split(' ')
    const command = commands.find(each => each.name === name)
    expect(program).toBe('serin')
    expect(options.filter(option => !Object.hasOwn(command?.options ?? {}, option.slice(2)))).toEqual([])
  })
})

describe('ci/check.sh', () => {
  /** Notes what it is asked, writes a report where one is asked for, and fails where it is told to. */
  const standIn = `#!/bin/sh
echo "$*" >>"$CALLS"
for word in "$@"; do case $word in *=*/*) echo report >"\${word#*=}" ;; esac; done
[ "$1" != "$FAILS" ] || exit 2
case $1 in
  timeline) echo "# $1" ;;
  diff) echo "# $1"; [ -n "$SAME" ] || exit 1 ;;
esac
`
  const run = (args: string[], env: Record<string, string>) => {
    using work = scratch()
    const path = (name: string) => join(work.folder, name)
    writeFileSync(path('serin'), standIn)
    chmodSync(path('serin'), 0o755)
    const { status, stdout } = spawnSync('sh', [resolve('ci/check.sh'), ...args], {
      cwd: work.folder,
      env: { PATH: process.env['PATH'], SERIN: path('serin'), CALLS: path('calls'), SERIN_REPORTS: 'reports', ...env },
      encoding: 'utf8',
    })
    const calls = read(path('calls')).trim().split('\n')
    const reports = ['diff', 'timeline'].filter(name => existsSync(path(`reports/${name}.md`)))
    return { status, stdout, calls, reports }
  }

  test('shell that any sh reads', () => {
    expect(isSound('sh', read('ci/check.sh'))).toBe('')
  })

  test('with serin.yaml: everything, and of the rollouts those that change', () => {
    const { status, calls, reports } = run([], {
      SERIN_OUT: 'deploy',
      SERIN_BASE: 'origin/main',
      SERIN_FORMATS: 'sarif junit gitlab github',
    })
    expect(status).toBe(0)
    expect(calls).toEqual([
      'render --check',
      'lint --format text=reports/lint.txt --format sarif=reports/serin.sarif --format junit=reports/junit.xml --format gitlab=reports/codequality.json --format github',
      'diff --manifests deploy --against origin/main --format markdown --exit-code',
      'timeline --changed-since origin/main --format markdown',
    ])
    expect(reports).toEqual(['diff', 'timeline'])
  })

  test('with inputs: those, and the folder that is named', () => {
    expect(run(['-f', 'values.yaml'], { SERIN_OUT: 'deploy' }).calls).toEqual([
      'render -f values.yaml --out deploy --check',
      'lint -f values.yaml --format text=reports/lint.txt',
    ])
  })

  test.each([
    ['render', 1],
    ['lint', 1],
    ['diff', 1],
    ['timeline', 0],
  ])('a failing %s gives %i, after everything else was asked', (name, code) => {
    const { status, calls } = run([], { SERIN_OUT: 'deploy', SERIN_BASE: 'main', FAILS: name })
    expect(status).toBe(code)
    expect(calls.length).toBeGreaterThanOrEqual(3)
  })

  test('without a folder what is rendered is compared', () => {
    expect(run([], { SERIN_BASE: 'main' }).calls).toContain('diff --against main --format markdown --exit-code')
  })

  test('nothing that changes has no rollouts to show', () => {
    expect(run([], { SERIN_OUT: 'deploy', SERIN_BASE: 'main', SAME: 'yes' }).calls).toHaveLength(3)
  })

  test('a report that there is not is a mistake', () => {
    expect(run([], { SERIN_FORMATS: 'tap' }).status).toBe(2)
  })
})
