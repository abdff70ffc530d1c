import { readFileSync, writeFileSync } from 'node:fs'

export interface Block {
  /** The word behind the fence: `console`, `yaml`, `sh` … */
  kind: string
  line: number
  text: string
}

/** The fenced blocks of a Markdown page. */
export function blocksOf(file: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      const fence = /^```(\w*)$/.exec(line)
      if (open && fence) {
        blocks.push(open)
        open = null
      } else if (open) open.text += `${line}\n`
      else if (fence) open = { kind: fence[1] ?? '', line: i + 1, text: '' }
    })
  return blocks
}

export interface Step {
  command: string
  output: string
}

/** A console block: `$ command` lines, each followed by what it prints. A command may go on after a backslash. */
export function stepsOf(text: string): Step[] {
  const steps: Step[] = []
  let continued = false
  for (const line of text.split('\n').slice(0, -1)) {
    const last = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: `${line.slice(2)}\n`, output: '' })
    else if (last && continued) last.command += `${line}\n`
    else if (last) last.output += `${line}\n`
    continued = line.endsWith('\\')
  }
  return steps
}

/** Puts another text into the block that begins at a line. */
export function replaceBlock(file: string, { line, text }: Block, steps: readonly Step[]): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  const body = steps.map(({ command, output }) => `$ ${command}${output}`).join('')
  lines.splice(line, text.split('\n').length - 1, ...body.split('\n').slice(0, -1))
  writeFileSync(file, lines.join('\n'))
}
