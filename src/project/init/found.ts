import type { AppSettings } from '../config/config.ts'

/** What a look at a repository came to: an entry of `apps`, and a line for people about it. */
export interface Found {
  /** The app's name, or a pattern of folders. */
  key: string
  /** The apps that it stands for. */
  names: string[]
  /** Where it is, to tell it from another of the same name. */
  folder: string
  settings: AppSettings
  line: string
}

/** As messages and serin.yaml call a folder. */
export function shown(folder: string): string {
  return folder === '' ? '.' : folder
}

/** The name as serin.yaml and Kubernetes take it. */
export function safe(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9.-]/g, '-')
      .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '') || 'app'
  )
}
