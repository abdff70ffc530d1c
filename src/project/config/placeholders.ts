/** What `{app}`, `{env}` and `{folder}` stand for; an app without environments has none. */
export interface Names {
  app: string
  env: string | null
  /** The app's folder, relative to that of serin.yaml. */
  folder: string
}

export const placeholderNames = ['app', 'env', 'folder']

const placeholder = /\{([A-Za-z]+)\}/g

export function fill(text: string, names: Names): string {
  if (!text.includes('{')) return text
  return text.replace(placeholder, (whole, name) =>
    name === 'app' ? names.app : name === 'env' ? (names.env ?? '') : name === 'folder' ? names.folder : whole,
  )
}

/** The names in braces that stand for nothing. */
export function unknownPlaceholders(text: string): string[] {
  return [...text.matchAll(placeholder)]
    .map(([, name = '']) => name)
    .filter(name => !placeholderNames.includes(name))
}
