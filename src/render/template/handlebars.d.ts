/** The grammar of Handlebars alone, without its compiler to JavaScript. The package has no types for it. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  interface Location {
    first_line: number
    first_column: number
    last_line: number
    last_column: number
  }
  /** The statements as they stand in the text, before whitespace control. */
  export function parseWithoutProcessing(text: string): unknown
  /** Its lexer keeps the place of the last token. */
  export const parser: { lexer: { yylloc: Location } }
}
