/** What text means; colours follow from it. */
export type Style = 'plain' | 'strong' | 'quiet' | 'good' | 'bad' | 'wait' | 'canary'

/** SGR parameters. Blue and red, with yellow between them, are told apart by nearly everybody. */
const codes: Record<Style, string> = {
  plain: '',
  strong: '1',
  quiet: '2',
  good: '32',
  bad: '31',
  wait: '33',
  canary: '34',
}

export type Paint = (text: string, style: Style) => string

/** Paints text for a terminal, or leaves it as it is. */
export function paint(color: boolean): Paint {
  return (text, style) => (color && codes[style] && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text)
}
