import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What is served: the page, and what tells that it would be another one now. */
export interface Site {
  page: (script: string) => Promise<string>
  stamp: () => string
}

/** Comes again when the server says that something has changed, and when the server itself came again. */
const script = `new EventSource('/changes').onmessage = () => location.reload()`
const scriptHash = createHash('sha256').update(script).digest('base64')

/** Nothing is loaded from anywhere, and nothing runs but the script above: manifests may hold anything. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; connect-src 'self'; base-uri 'none'; form-action 'none'`

const host = '127.0.0.1'
/** Names under which this machine calls itself. Any other is a page elsewhere that had its own name point here. */
const own = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/
const everyMilliseconds = 500

/** Serves this machine alone. Resolves when the server listens; port 0 takes any that is free. */
export function serve(site: Site, port: number): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    answer(site, request, response).catch(error => fail(response, error))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo
      resolve({ server, address: `http://${host}:${taken}/` })
    })
  })
}

async function answer(site: Site, { method, url, headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!own.test(headers.host ?? '')) return refuse(response, 403, 'this page is for this machine alone')
  if (method !== 'GET') return refuse(response, 405, 'only GET')
  if (url === '/changes') return tellChanges(site, response)
  if (url !== '/') return refuse(response, 404, 'there is one page: /')
  const page = await site.page(script)
  response.writeHead(200, { ...common, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
  response.end(page)
}

const common = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { ...common, 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${message}\n`)
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy()
  else refuse(response, 500, error instanceof Error ? error.message : String(error))
}

/** Server-sent events: one when the input has changed, after which the page asks anew. */
function tellChanges({ stamp }: Site, response: ServerResponse): void {
  response.writeHead(200, { ...common, 'content-type': 'text/event-stream' })
  response.write(':\n\n')
  const before = stamp()
  const timer = setInterval(() => {
    if (stamp() === before) return
    clearInterval(timer)
    response.end('data: changed\n\n')
  }, everyMilliseconds)
  response.on('close', () => clearInterval(timer))
}
