import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ledgerName } from '../../src/project/ledger.ts'
import { InputError } from '../../src/project/read.ts'
import { writeFolder } from '../../src/project/write.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serin-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const kinds = (files: Record<string, string>) =>
  writeFolder(
    folder,
    Object.entries(files).map(([path, text]) => ({ path, text })),
  ).map(({ kind, path }) => `${kind} ${path}`)
const read = (path: string) => readFileSync(join(folder, path), 'utf8')

describe('a folder is brought to exactly the files of serin', () => {
  test('created, updated, removed; nothing when nothing changes', () => {
    expect(kinds({ 'a.yaml': '1', '.preview/b.yaml': '2' })).toEqual(['create .preview/b.yaml', 'create a.yaml'])
    expect(kinds({ 'a.yaml': '1', '.preview/b.yaml': '2' })).toEqual([])
    expect(kinds({ 'a.yaml': '3' })).toEqual(['delete .preview/b.yaml', 'update a.yaml'])
    expect(read('a.yaml')).toBe('3')
    expect(existsSync(join(folder, '.preview'))).toBe(false)
  })

  test('foreign files are neither overwritten nor removed', () => {
    writeFileSync(join(folder, 'a.yaml'), 'mine')
    writeFileSync(join(folder, 'other.yaml'), 'mine too')
    expect(() => kinds({ 'a.yaml': '1', 'b.yaml': '2' })).toThrow(/exists and serin did not write it/)
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'other.yaml'])
    kinds({ 'b.yaml': '2' })
    kinds({})
    expect(read('other.yaml')).toBe('mine too')
  })

  test('a foreign file with the very same bytes is taken over', () => {
    writeFileSync(join(folder, 'a.yaml'), '1')
    expect(kinds({ 'a.yaml': '1' })).toEqual([])
    expect(kinds({})).toEqual(['delete a.yaml'])
  })

  test('a ledger that was tampered with reaches nothing outside the folder', () => {
    const outside = join(folder, '..', 'outside.yaml')
    writeFileSync(join(folder, ledgerName), JSON.stringify({ version: 1, files: { '../outside.yaml': 'x' } }))
    writeFileSync(outside, 'keep')
    expect(() => kinds({ 'a.yaml': '1' })).toThrow(/outside/)
    expect(readFileSync(outside, 'utf8')).toBe('keep')
    rmSync(outside)
  })

  test.each(['', 'not json', '{"version": 2}', '[]', '{"version":1,"files":null}'])(
    'a ledger that holds %j is refused',
    text => {
      writeFileSync(join(folder, ledgerName), text)
      expect(() => kinds({ 'a.yaml': '1' })).toThrow(InputError)
    },
  )

  test('a folder in the way of a file is refused', () => {
    mkdirSync(join(folder, 'a.yaml'))
    expect(() => kinds({ 'a.yaml': '1' })).toThrow(/is a folder/)
  })

  test('a folder that cannot be made is refused', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => writeFolder(join(folder, 'file'), [])).toThrow(/cannot make the folder .*file: a file is in its place/)
    // Node's recursive mkdir never returns from here.
    expect(() => writeFolder('/proc/serin', [])).toThrow(/cannot make the folder/)
  })

  test('a symbolic link of its own is replaced, its target stays', () => {
    kinds({ 'a.yaml': '1' })
    rmSync(join(folder, 'a.yaml'))
    writeFileSync(join(folder, 'target'), 'keep')
    symlinkSync('target', join(folder, 'a.yaml'))
    kinds({ 'a.yaml': '2' })
    expect([read('a.yaml'), read('target')]).toEqual(['2', 'keep'])
  })
})

describe('runs that die or meet', () => {
  test('what a killed run left behind goes, and its lock is taken over', () => {
    const dead = Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }))
    writeFileSync(join(folder, `.serin-${dead}.tmp`), 'half')
    writeFileSync(join(folder, '.serin-lock'), String(dead))
    kinds({ 'a.yaml': '1' })
    expect(readdirSync(folder).sort()).toEqual([ledgerName, 'a.yaml'])
  })

  test('a run waits for the one that holds the folder', () => {
    const lock = join(folder, '.serin-lock')
    writeFileSync(lock, String(process.pid))
    spawn(process.execPath, ['-e', `setTimeout(() => require('fs').rmSync(${JSON.stringify(lock)}), 150)`])
    expect(kinds({ 'a.yaml': '1' })).toEqual(['create a.yaml'])
    expect(existsSync(lock)).toBe(false)
  })
})
