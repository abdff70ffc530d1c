export type { Finding } from './values/finding.ts'
