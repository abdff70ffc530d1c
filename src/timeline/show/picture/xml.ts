/** An element of SVG or HTML as text. Children are markup already; attributes and `text` are escaped. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  let head = name
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) head += ` ${key}="${escaped(typeof value === 'number' ? rounded(value) : value)}"`
  }
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join('')}</${name}>`
}

export type Attributes = Record<string, string | number | undefined>

/** Tenths of a pixel are all that anybody sees. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters have no place in XML, however they are written. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[&<>"]/g, each => entities[each] ?? each)
}
