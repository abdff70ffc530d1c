export type { YamlCode, YamlFault } from './fault.ts'
export { lineStarts, placeAt } from './lines.ts'
export type { Located, LocatedEntry, YamlOptions } from './parser.ts'
export { locateYaml, readYaml } from './read.ts'
