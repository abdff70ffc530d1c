import { defineCommand } from '../command.ts'

export const schemaCommand = defineCommand({
  name: 'schema',
  usage: '[NAME] [options]',
  summary: 'Print a JSON Schema for your editor, or write all of them to a folder.',
  examples: [
    ['serin schema devtron-values > devtron-values.schema.json', 'the schema of a values file'],
    ['serin schema --out .schemas', 'all of them, so that references between them resolve'],
  ],
  options: {
    out: { type: 'text', value: 'DIR', text: 'write every schema into this folder' },
  },
  run: async ({ out }, positionals) => {
    const { runSchema } = await import('../run/schema.ts')
    return runSchema(out, positionals)
  },
})
