import { version } from '#build/version.js'
import { defineCommand } from '../command.ts'
import { writeOut } from '../streams.ts'

export const versionCommand = defineCommand({
  name: 'version',
  summary: 'Print serin’s version.',
  examples: [['serin version', 'the version alone']],
  options: {},
  run: async () => {
    writeOut(`${version}\n`)
    return 0
  },
})
