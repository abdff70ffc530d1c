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

/** A placeholder that stands for nothing stays as it is, and is told of. */
export function fill(text: string, names: Names, unknown: (name: string) => void = () => {}): string {
  if (!text.includes('{')) return text
  return text.replace(placeholder, (whole, name: string) => {
    const meaning = standsFor(name, names)
    if (meaning === null) unknown(name)
    return meaning ?? whole
  })
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
