// The hooks in a scratch repository, installed by pre-commit itself from a clone of this one: what stops a commit and what lets it
// through. The transcript goes into docs/use/pre-commit.md.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const page = 'docs/use/pre-commit.md'
const markers = ['<!-- transcript -->\n', '<!-- /transcript -->']

/** What is done, whether the commit is let through, and what has to be said. */
const steps = [
  {
    text: 'A new app',
    commands: ['cp -r apps/cart apps/shop', 'git add -A', 'git commit -qm "Add shop"'],
    stopped: true,
    says: /created deploy\/shop\/canary/,
  },
  { text: '', commands: ['git add -A', 'git commit -qm "Add shop"'], stopped: false },
  {
    text: 'A changed value',
    commands: ["sed -i 's/stepWeight: 5/stepWeight: 10/' apps/shop/values.yaml", 'git commit -qam "Take larger steps"'],
    stopped: true,
    says: /updated deploy\/shop\/canary/,
  },
  { text: '', commands: ['git commit -qam "Take larger steps"'], stopped: false },
  {
    text: 'A bad value',
    commands: [
      "sed -i 's/stepWeight: 10/stepWeight: 200/' apps/shop/values.yaml",
      'git commit -qam "Take giant steps"',
    ],
    stopped: true,
    says: /apps\/shop\/values.yaml:\d+:\d+ error/,
  },
  { text: '', commands: ['git checkout -q HEAD -- apps'] },
  {
    text: 'A renamed app',
    commands: ['git mv apps/shop apps/store', 'git commit -qm "Rename shop to store"'],
    stopped: true,
    says: /deleted deploy\/shop\/canary/,
  },
  { text: '', commands: ['git add -A', 'git commit -qm "Rename shop to store"'], stopped: false },
  {
    text: 'A removed app, of which no file is left to be passed to a hook',
    commands: ['git rm -rq apps/store', 'git commit -qm "Remove store"'],
    stopped: true,
    says: /deleted deploy\/store\/canary/,
  },
  { text: '', commands: ['git add -A', 'git commit -qm "Remove store"'], stopped: false },
  {
    text: 'A commit that has nothing to do with it',
    commands: ['echo Hello > README', 'git add -A', 'git commit -qm "Greet"'],
    stopped: false,
  },
]

export function checkPreCommit({ record }) {
  const work = mkdtempSync(join(tmpdir(), 'serin-hooks-'))
  try {
    const repository = prepare(work)
    const mistakes = []
    const shown = steps.map(step => {
      const { lines, status, output } = run(step, repository, work)
      const stopped = status !== 0
      if (step.stopped !== undefined && stopped !== step.stopped) mistakes.push(`${lines}\n${output}`)
      if (step.says && !step.says.test(output)) mistakes.push(`${lines}: does not say ${step.says}\n${output}`)
      return { ...step, lines: `${lines}${output}` }
    })
    if (record) writePage(shown)
    return { checked: steps.length, mistakes }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function prepare(work) {
  const hooks = join(work, 'serin')
  const repository = join(work, 'repository')
  execFileSync('git', ['clone', '-q', process.cwd(), hooks])
  execFileSync('git', ['-C', hooks, 'tag', 'v0.1.0'])
  mkdirSync(join(repository, 'apps/cart'), { recursive: true })
  const values = 'flaggerCanary:\n  enabled: true\n  analysis:\n    stepWeight: 5\n'
  writeFileSync(join(repository, 'apps/cart/values.yaml'), values)
  writeFileSync(
    join(repository, 'serin.yaml'),
    'apps:\n  apps/*:\n    values: ["{folder}/values.yaml"]\nout: deploy/{app}\n',
  )
  const config = `repos:\n  - repo: ${hooks}\n    rev: v0.1.0\n    hooks:\n      - id: serin-render\n      - id: serin-lint\n`
  writeFileSync(join(repository, '.pre-commit-config.yaml'), config)
  const setUp = [
    'git init -q',
    'git config user.name Me',
    'git config user.email me@example.com',
    'git add apps/cart serin.yaml .pre-commit-config.yaml',
  ]
  for (const command of [
    ...setUp,
    'pre-commit install --install-hooks',
    'git commit -qm Begin',
    'git add -A deploy',
    'git commit -qm Begin',
  ]) {
    spawnSync('sh', ['-c', command], { cwd: repository, env: environment(work), stdio: 'ignore' })
  }
  return repository
}

function environment(work) {
  return { ...process.env, PRE_COMMIT_HOME: join(work, 'home'), PRE_COMMIT_COLOR: 'never', NO_COLOR: '1' }
}

function run({ commands }, repository, work) {
  let lines = ''
  let output = ''
  let status = 0
  for (const command of commands) {
    const ran = spawnSync('sh', ['-c', `{ ${command}; } 2>&1`], {
      cwd: repository,
      env: environment(work),
      encoding: 'utf8',
    })
    lines += `$ ${command}\n`
    output += ran.stdout
    status = ran.status
  }
  return { lines, status, output }
}

function writePage(shown) {
  const blocks = shown.map(({ text, lines }) => `${text === '' ? '' : `${text}:\n\n`}\`\`\`text\n${lines}\`\`\`\n`)
  const old = readFileSync(page, 'utf8')
  const [start, end] = [old.indexOf(markers[0]) + markers[0].length, old.indexOf(markers[1])]
  writeFileSync(page, `${old.slice(0, start)}\n${blocks.join('\n')}\n${old.slice(end)}`)
}
