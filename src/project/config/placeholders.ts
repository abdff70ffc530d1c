/** What `{app}`, `{env}` and `{folder}` stand for. */
export interface Names {
  app: string
  /** null when the app has no environments. */
  env: string | null
  /** The folder that a pattern found, from that of serin.yaml; null for an app that is called by its name. */
  folder: string | null
}

export const placeholderNames = ['app', 'env', 'folder'] as const

const placeholder = /\{([A-Za-z]*)\}/g

/** Placeholders that stand for nothing stay as they are. */
export function fill(text: string, names: Names): string {
  if (!text.includes('{')) return text
  return text.replace(placeholder, (whole, name: string) => standsFor(name, names) ?? whole)
}

/** The first placeholder of a text that stands for nothing. */
export function unfilled(text: string, names: Names): string | null {
  if (!text.includes('{')) return null
  for (const [, name = ''] of text.matchAll(placeholder)) if (standsFor(name, names) === null) return name
  return null
}

/** Whether the text is another one for each app. */
export function namesApp(text: string): boolean {
  return text.includes('{app}') || text.includes('{folder}')
}

export function hasPlaceholder(text: string): boolean {
  return placeholderNames.some(name => text.includes(`{${name}}`))
}

/** The pattern of every path that a text may come to. */
export function asPattern(text: string): string {
  return text.replace(placeholder, '*')
}

function isPlaceholder(name: string): name is (typeof placeholderNames)[number] {
  return placeholderNames.some(known => known === name)
}

function standsFor(name: string, names: Names): string | null {
  return isPlaceholder(name) ? names[name] : null
}
