// ci/comment.mjs against a stand-in for the hosts' API: one comment, written once and then updated, never too long.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scratch } from '../cli/serin.ts'

interface Comment {
  id: number
  body: string
}

let server: Server
let comments: Comment[]
let requests: string[]

beforeEach(async () => {
  comments = Array.from({ length: 130 }, (_, id) => ({ id, body: `somebody’s comment ${id}` }))
  requests = []
  server = createServer(async (request, response) => {
    const { method = '', url = '' } = request
    const { pathname, searchParams } = new URL(url, 'http://host')
    requests.push(`${method} ${pathname}`)
    const sent = await readAll(request)
    if (method === 'GET') {
      const page = Number(searchParams.get('page'))
      response.end(JSON.stringify(comments.slice((page - 1) * 100, page * 100)))
      return
    }
    const { body }: { body: string } = JSON.parse(sent)
    const id = Number(pathname.split('/').at(-1))
    const own = comments.find(each => each.id === id)
    if (method === 'POST') comments.push({ id: comments.length, body })
    else if (own) own.body = body
    response.end('{}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  server.close()
})

const address = () => {
  const at = server.address()
  return `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`
}
const github = () => ({
  GITHUB_API_URL: address(),
  GITHUB_REPOSITORY: 'team/shop',
  GITHUB_TOKEN: 'secret-token',
  SERIN_PULL_REQUEST: '7',
})
const gitlab = () => ({
  CI_API_V4_URL: `${address()}/api/v4`,
  CI_PROJECT_ID: '3',
  CI_MERGE_REQUEST_IID: '7',
  SERIN_GITLAB_TOKEN: 'secret-token',
})

async function run(env: Record<string, string>, ...reports: string[]): Promise<string> {
  using work = scratch()
  const files = reports.map((report, i) => {
    const file = join(work.folder, `${i}.md`)
    writeFileSync(file, report)
    return file
  })
  const child = spawn(process.execPath, ['ci/comment.mjs', ...files], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [said] = await Promise.all([readAll(child.stderr), once(child, 'close')])
  expect(child.exitCode).toBe(0)
  return said.trim()
}
const own = () => comments.filter(({ body }) => body.startsWith('<!-- serin'))

describe.each([
  ['GitHub', github, '/repos/team/shop/issues/7/comments', 'PATCH /repos/team/shop/issues/comments/130', 65_536],
  [
    'GitLab',
    gitlab,
    '/api/v4/projects/3/merge_requests/7/notes',
    'PUT /api/v4/projects/3/merge_requests/7/notes/130',
    1_000_000,
  ],
] as const)('%s', (_, env, list, update, limit) => {
  test('one comment, found among many, written once and then updated', async () => {
    expect(await run(env(), '# one', 'two')).toBe('comment: created')
    expect(requests).toEqual([`GET ${list}`, `GET ${list}`, `POST ${list}`])
    expect(await run(env(), '# one', 'two')).toBe('comment: unchanged')
    expect(await run(env(), '# three')).toBe('comment: updated')
    expect(requests.at(-1)).toBe(update)
    expect(own().map(({ body }) => body)).toEqual([expect.stringContaining('# three')])
  })

  test('a comment that has nothing more to say stays and says so; none is written for nothing', async () => {
    expect(await run(env(), '', ' \n')).toBe('comment: nothing')
    await run(env(), 'one')
    expect(await run(env(), '')).toBe('comment: updated')
    expect(own()[0]?.body).toContain('Nothing changes')
  })

  test('long reports are cut at a line, each gets its share, and blocks are closed', async () => {
    const long = `<details>\n\n\`\`\`diff\n${'+ ü'.repeat(20).concat('\n').repeat(20_000)}\`\`\`\n\n</details>`
    await run(env(), long, `short\n\n${long}`)
    const body = own()[0]?.body ?? ''
    expect(Buffer.byteLength(body)).toBeLessThan(limit)
    expect(Buffer.byteLength(body)).toBeGreaterThan(limit / 2)
    expect(body.match(/```/g)).toHaveLength(4)
    expect(body.match(/<\/details>/g)).toHaveLength(2)
    expect(body.match(/left out/g)).toHaveLength(2)
  })
})

test('what is not set, and a host that says no, are told without the token, and fail nothing', async () => {
  expect(await run({}, 'one')).toMatch(/not set: GITHUB_REPOSITORY, SERIN_PULL_REQUEST, GITHUB_TOKEN/)
  server.close()
  const said = await run(github(), 'one')
  expect(said).toMatch(/^comment: not written: /)
  expect(said).not.toContain('secret-token')
})
