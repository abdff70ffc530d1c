import { readFileSync, readSync, statSync } from 'node:fs'
import { isNamed } from '../values/error-kind.ts'

/** Input that cannot be read: one sentence for the user, exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'

  static override [Symbol.hasInstance](error: unknown): boolean {
    return isNamed(error, 'InputError')
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'reading it is not permitted',
  EISDIR: 'it is a folder, expected a file',
  EEXIST: 'a file is in its place',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ELOOP: 'its symbolic links go in circles',
}

/** Reads a file as UTF-8 text; `-` is stdin.
 *
 * @throws InputError */
export function readText(path: string, maxSize: number): string {
  const bytes = path === '-' ? readStdin(maxSize) : readFile(path, maxSize)
  if (bytes.length > maxSize) throw tooLarge(path, maxSize)
  return decodeText(bytes, path)
}

function readFile(path: string, maxSize: number): Buffer {
  try {
    if (statSync(path).size > maxSize) throw tooLarge(path, maxSize)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`cannot read ${path}: ${reasonOf(error)}`)
  }
}

function readStdin(maxSize: number): Buffer {
  const chunks: Buffer[] = []
  let size = 0
  const chunk = Buffer.alloc(65536)
  for (;;) {
    const count = readChunk(chunk)
    if (count === 0) return Buffer.concat(chunks)
    chunks.push(Buffer.from(chunk.subarray(0, count)))
    size += count
    if (size > maxSize) throw tooLarge('stdin', maxSize)
  }
}

/** A terminal or an empty pipe may answer EAGAIN, and a closed one EOF. */
function readChunk(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk, 0, chunk.length, null)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw new InputError(`cannot read stdin: ${reasonOf(error)}`)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** UTF-8, or UTF-16 with its byte order mark, as YAML allows.
 *
 * @throws InputError */
export function decodeText(bytes: Buffer, path: string): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  try {
    return (utf16 ? new TextDecoder(utf16, { fatal: true }) : utf8).decode(bytes)
  } catch {
    throw new InputError(`cannot read ${path}: it is not UTF-8 text`)
  }
}

export function tooLarge(path: string, maxSize: number): InputError {
  return new InputError(`${path} is larger than ${maxSize} bytes; --max-size raises the limit`)
}

export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  return (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error))
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
