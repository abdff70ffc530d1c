/** The digests in names that Fleet makes: SHA-1 for its hash label, MD5 and SHA-256 where it shortens a name. All in hex. */
export function sha1(text: string): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  for (const block of blocks(text, false)) {
    const w = block
    for (let i = 16; i < 80; i++) w[i] = rotate(at(w, i - 3) ^ at(w, i - 8) ^ at(w, i - 14) ^ at(w, i - 16), 1)
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20)
      const f = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const next = rotate(a, 5) + f + e + at(sha1Rounds, round) + at(w, i)
      ;[a, b, c, d, e] = [next | 0, a, rotate(b, 30), c, d]
    }
    add(state, [a, b, c, d, e])
  }
  return hex(state, false)
}

export function sha256(text: string): string {
  const { starts, rounds } = sha256Constants()
  const state = [...starts]
  for (const block of blocks(text, false)) {
    const w = block
    for (let i = 16; i < 64; i++) {
      const [x, y] = [at(w, i - 15), at(w, i - 2)]
      const s0 = rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3)
      const s1 = rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10)
      w[i] = (at(w, i - 16) + s0 + at(w, i - 7) + s1) | 0
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i++) {
      const t1 = h + (rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)) + ((e & f) ^ (~e & g)) + at(rounds, i) + at(w, i)
      const t2 = (rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) + ((a & b) ^ (a & c) ^ (b & c))
      ;[a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g]
    }
    add(state, [a, b, c, d, e, f, g, h])
  }
  return hex(state, false)
}

export function md5(text: string): string {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (const block of blocks(text, true)) {
    let [a = 0, b = 0, c = 0, d = 0] = state
    for (let i = 0; i < 64; i++) {
      const round = i >> 4
      const [f, g] = [
        [(b & c) | (~b & d), i],
        [(d & b) | (~d & c), 5 * i + 1],
        [b ^ c ^ d, 3 * i + 5],
        [c ^ (b | ~d), 7 * i],
      ][round] ?? [0, 0]
      const sum = a + at([f ?? 0], 0) + Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))) + at(block, (g ?? 0) % 16)
      ;[a, b, c, d] = [d, (b + rotate(sum | 0, at(md5Shifts, round * 4 + (i % 4)))) | 0, b, c]
    }
    add(state, [a, b, c, d])
  }
  return hex(state, true)
}

const sha1Rounds = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]
const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

/** The first 32 bits of the fractional parts of the square and cube roots of the first primes. */
function sha256Constants(): { starts: number[]; rounds: number[] } {
  const primes: number[] = []
  for (let n = 2; primes.length < 64; n++) if (primes.every(prime => n % prime !== 0)) primes.push(n)
  const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
  return {
    starts: primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime))),
    rounds: primes.map(prime => fraction(Math.cbrt(prime))),
  }
}

/** The padded text in blocks of sixteen words. */
function blocks(text: string, littleEndian: boolean): number[][] {
  const bytes = new TextEncoder().encode(text)
  const size = Math.ceil((bytes.length + 9) / 64) * 64
  const view = new DataView(new ArrayBuffer(size))
  for (const [i, byte] of bytes.entries()) view.setUint8(i, byte)
  view.setUint8(bytes.length, 0x80)
  view.setUint32(littleEndian ? size - 8 : size - 4, bytes.length * 8, littleEndian)
  return Array.from({ length: size / 64 }, (_, block) =>
    Array.from({ length: 16 }, (_, word) => view.getInt32(block * 64 + word * 4, littleEndian)),
  )
}

function at(list: number[], index: number): number {
  return list[index] ?? 0
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function add(state: number[], words: number[]): void {
  for (const [i, word] of words.entries()) state[i] = (at(state, i) + word) | 0
}

function hex(state: number[], littleEndian: boolean): string {
  const view = new DataView(new ArrayBuffer(state.length * 4))
  for (const [i, word] of state.entries()) view.setInt32(i * 4, word, littleEndian)
  return Array.from(new Uint8Array(view.buffer), byte => byte.toString(16).padStart(2, '0')).join('')
}
