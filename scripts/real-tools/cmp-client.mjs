// A client of Argo CD's plugin server, as argocd-repo-server is one: gRPC over a Unix socket, the repository as a tar.gz
// (Argo CD 3.6, cmpserver/plugin/plugin.proto and util/cmp/stream.go).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import http2 from 'node:http2'
import { connect } from 'node:net'

const service = '/plugin.ConfigManagementPluginService/'
const chunkSize = 65_536

/** One call; resolves to the message's fields, or to `{ error: { status, message } }` as gRPC tells it. */
export function call(socket, method, { folder, appPath, env, timeout = 60_000 }) {
  const messages = folder === undefined ? [Buffer.alloc(0)] : repositoryStream(folder, appPath, env)
  return new Promise((resolve, reject) => {
    const session = http2.connect('http://localhost', { createConnection: () => connect(socket) })
    session.on('error', reject)
    const request = session.request({
      ':method': 'POST',
      ':path': service + method,
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-timeout': `${timeout}m`,
    })
    const received = []
    let status = {}
    const note = headers => {
      if (headers['grpc-status'] !== undefined) status = headers
    }
    request.on('response', note)
    request.on('trailers', note)
    request.on('data', data => received.push(data))
    request.on('error', () => {})
    request.on('close', () => {
      session.close()
      const code = Number(status['grpc-status'] ?? 4)
      const message = decodeURIComponent(status['grpc-message'] ?? '')
      resolve(code === 0 ? fieldsOf(Buffer.concat(received).subarray(5)) : { error: { status: code, message } })
    })
    for (const message of messages) request.write(frame(message))
    request.end()
  })
}

function repositoryStream(folder, appPath, env) {
  const archive = execFileSync('tar', ['-czf', '-', '-C', folder, '.'], { maxBuffer: 1 << 28 })
  const checksum = createHash('sha256').update(archive).digest('hex')
  const entries = Object.entries(env).map(([name, value]) => bytes(5, Buffer.concat([bytes(1, name), bytes(2, value)])))
  const metadata = [
    bytes(1, env.ARGOCD_APP_NAME ?? ''),
    bytes(2, appPath),
    bytes(3, checksum),
    number(4, archive.length),
  ]
  const messages = [bytes(1, Buffer.concat([...metadata, ...entries]))]
  for (let at = 0; at < archive.length; at += chunkSize) {
    messages.push(bytes(2, bytes(1, archive.subarray(at, at + chunkSize))))
  }
  return messages
}

function frame(message) {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

function bytes(field, value) {
  const body = Buffer.from(value)
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body])
}

function number(field, value) {
  return Buffer.concat([varint(field * 8), varint(value)])
}

function varint(value) {
  const out = []
  for (; value > 127; value = Math.floor(value / 128)) out.push((value % 128) + 128)
  return Buffer.from([...out, value])
}

/** Field numbers → values: numbers, or the bytes of a text or message. */
export function fieldsOf(message) {
  const fields = {}
  for (let at = 0; at < message.length; ) {
    const [tag, afterTag] = readVarint(message, at)
    const [value, next] = readVarint(message, afterTag)
    const isBytes = tag % 8 === 2
    const field = Math.floor(tag / 8)
    fields[field] ??= []
    fields[field].push(isBytes ? message.subarray(next, next + value) : value)
    at = isBytes ? next + value : next
  }
  return fields
}

function readVarint(message, start) {
  let value = 0
  for (let at = start, scale = 1; ; at++, scale *= 128) {
    value += (message[at] % 128) * scale
    if (message[at] < 128) return [value, at + 1]
  }
}
