import { entry, keyText, pad, writeYaml } from '../../../render/yaml.ts'
import type { Located } from '../../../values/yaml/index.ts'

/**
 * An item as it came, in block style: scalars keep their own spelling, because `yes` and `014` mean one thing to Helm's reader
 * and another to kustomize's. The orchestrator puts comments back.
 */
export function printNode(node: Located, text: string, column: number): string {
  const { entries, items, value, start, end } = node
  const margin = `\n${pad(column)}`
  if (items && items.length > 0) {
    return items
      .map(item => `- ${flowText(text.slice(item.start, item.end)) ?? printNode(item, text, column + 2)}`)
      .join(margin)
  }
  if (entries && entries.size > 0) {
    return [...entries]
      .map(([key, { keyStart, keyEnd, value: member }]) => {
        const name = verbatim(text.slice(keyStart, keyEnd)) ?? keyText(key)
        return printEntry(name, key, member, text, column)
      })
      .join(margin)
  }
  const own = verbatim(text.slice(start, end))
  return own ?? writeYaml(value, column).trim()
}

function printEntry(name: string, key: string, member: Located, text: string, column: number): string {
  const flow = flowText(text.slice(member.start, member.end))
  if (flow !== null) return `${name}: ${flow}`
  const isBranch = (member.items?.length ?? 0) > 0 || (member.entries?.size ?? 0) > 0
  if (isBranch) {
    const deeper = member.items ? column : column + 2
    return `${name}:\n${pad(deeper)}${printNode(member, text, deeper)}`
  }
  if (member.start === member.end) return `${name}:`
  const own = verbatim(text.slice(member.start, member.end))
  return own === null ? entry(key, member.value, column) : `${name}: ${own}`
}

/** A short list or map in brackets stays one. */
function flowText(raw: string): string | null {
  return raw.length <= longestFlow && /^[[{][^&*!\r\n]*$/.test(raw) ? raw : null
}

const longestFlow = 100

/** Null for what would not mean the same elsewhere: anchors, aliases, tags, and all that goes over several lines. */
function verbatim(raw: string): string | null {
  return raw === '' || /^[&*!|>?]|[\r\n]/.test(raw) ? null : raw
}
