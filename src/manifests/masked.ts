/** Whether a text may hold the values of a Secret: for a text that is no YAML nobody knows. */
export function mayHoldSecret(text: string): boolean {
  return /\bSecret(List)?\b/.test(text)
}

/** The text as it may be shown, line for line: every document that has to do with a Secret is blotted out. */
export function maskSecrets(text: string): string {
  if (!mayHoldSecret(text)) return text
  return text
    .split(separator)
    .map(document => (mayHoldSecret(document) ? mask(document) : document))
    .join('')
}

/** Between documents: the line of dashes belongs to the one that it begins. */
const separator = /^(?=---(?:\s|$))/m

function mask(document: string): string {
  return document.replace(/^(?!---\r?$|(?:apiVersion|kind): [\w./-]+\r?$).+/gm, line => line.replace(/\S/g, '*'))
}
