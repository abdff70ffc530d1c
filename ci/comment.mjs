// Puts Markdown reports into one comment of a pull request (GitHub) or merge request (GitLab): written once, then updated.
// `node comment.mjs REPORT.md…`; where and as whom it writes stands in the environment that the host's runner sets.
import { existsSync, readFileSync } from 'node:fs'

const marker = '<!-- serin: this comment is updated by CI -->'

/** What each host calls things. Limits are in bytes, with room to spare below 65,536 and 1,000,000 characters. */
const hosts = {
  github: {
    limit: 60_000,
    asks: ['GITHUB_REPOSITORY', 'SERIN_PULL_REQUEST', 'GITHUB_TOKEN'],
    list: env => `${githubRepository(env)}/issues/${env.SERIN_PULL_REQUEST}/comments`,
    one: (env, id) => `${githubRepository(env)}/issues/comments/${id}`,
    method: 'PATCH',
    headers: env => ({ authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: 'application/vnd.github+json' }),
  },
  gitlab: {
    limit: 900_000,
    asks: ['CI_API_V4_URL', 'CI_PROJECT_ID', 'CI_MERGE_REQUEST_IID', 'SERIN_GITLAB_TOKEN'],
    list: env => gitlabNotes(env),
    one: (env, id) => `${gitlabNotes(env)}/${id}`,
    method: 'PUT',
    headers: env => ({ 'private-token': env.SERIN_GITLAB_TOKEN }),
  },
}

function githubRepository(env) {
  return `${env.GITHUB_API_URL ?? 'https://api.github.com'}/repos/${env.GITHUB_REPOSITORY}`
}

function gitlabNotes(env) {
  return `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`
}

/** The comment's text; null when no report says anything. */
export function bodyOf(reports, limit) {
  const told = reports.map(text => text.trim()).filter(text => text !== '')
  if (told.length === 0) return null
  const room = limit - Buffer.byteLength(marker) - 2
  const parts = []
  let left = room
  for (const [i, text] of told.entries()) {
    // What the first report leaves over is for the next one.
    const part = shorten(text, Math.floor(left / (told.length - i)))
    left -= Buffer.byteLength(part) + 2
    parts.push(part)
  }
  return [marker, ...parts].join('\n\n')
}

const leftOut = 'The rest is left out here; the job has it in its files.'

/** Cut at the end of a line; a fenced block or a list of details that is cut is closed. */
function shorten(text, room) {
  if (Buffer.byteLength(text) <= room) return text
  const lines = []
  let size = Buffer.byteLength(leftOut) + 40
  for (const line of text.split('\n')) {
    size += Buffer.byteLength(line) + 1
    if (size > room) break
    lines.push(line)
  }
  const count = pattern => lines.filter(line => pattern.test(line)).length
  if (count(/^\s*```/) % 2 === 1) lines.push('```')
  for (let open = count(/<details>/) - count(/<\/details>/); open > 0; open--) lines.push('</details>')
  return [...lines, '', leftOut].join('\n')
}

/** Returns what was done: `created`, `updated`, `unchanged` or `nothing`. */
export async function comment(reports, env) {
  const host = hosts[env.CI_API_V4_URL ? 'gitlab' : 'github']
  const missing = host.asks.filter(name => !env[name])
  if (missing.length > 0) throw new Error(`not set: ${missing.join(', ')}`)
  const body = bodyOf(reports, host.limit)
  const own = await find(host, env)
  if (body === null && !own) return 'nothing'
  const text = body ?? `${marker}\n\nNothing changes in the manifests.`
  if (own?.body === text) return 'unchanged'
  await send(host, env, own ? host.method : 'POST', own ? host.one(env, own.id) : host.list(env), { body: text })
  return own ? 'updated' : 'created'
}

async function find(host, env) {
  for (let page = 1; ; page++) {
    const comments = await send(host, env, 'GET', `${host.list(env)}?per_page=100&page=${page}`)
    const own = comments.find(({ body }) => body.startsWith(marker))
    if (own || comments.length < 100) return own
  }
}

async function send(host, env, method, url, data) {
  const headers = { ...host.headers(env), 'content-type': 'application/json' }
  const response = await fetch(url, { method, headers, ...(data ? { body: JSON.stringify(data) } : {}) })
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${response.statusText}`)
  return response.json()
}

if (process.argv[1] === import.meta.filename) {
  try {
    const reports = process.argv.slice(2).map(file => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
    console.error(`comment: ${await comment(reports, process.env)}`)
  } catch (error) {
    // A pull request from a fork may not comment: that is no reason to fail the check.
    console.error(`comment: not written: ${error.message}`)
  }
}
