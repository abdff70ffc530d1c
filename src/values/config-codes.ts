/** What can be wrong in serin.yaml beyond its schema. */
export const configCodes = {
  CF001: 'An app names an environment that the file does not have.',
  CF002: 'A placeholder is none of {app}, {env} and {folder}, or stands for nothing here.',
  CF003: 'A file or folder is not there.',
  CF004: 'Two apps or environments write to the same folder.',
  CF005: 'An app has neither values nor a Devtron folder nor manifests.',
  CF006: 'Two entries give an app of the same name.',
  CF007: 'A pattern of folders finds no app.',
} as const
export type ConfigCode = keyof typeof configCodes
