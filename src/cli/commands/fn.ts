import { defineCommand } from '../command.ts'

export const fnCommand = defineCommand({
  name: 'fn',
  summary: 'Be a KRM function for kustomize and kpt: a ResourceList on stdin, a ResourceList on stdout.',
  examples: [
    [
      'kustomize build --enable-alpha-plugins --enable-exec deploy/',
      'with transformers: [function.yaml] (docs/use/kustomize.md)',
    ],
    ['kpt fn eval deploy/ --exec "serin fn" --fn-config function.yaml', 'once; in a Kptfile under pipeline.mutators'],
    ['kpt fn source deploy/ | serin fn', 'what is wrong with the canaries of a folder'],
  ],
  options: {},
  run: async () => {
    const { runFunction } = await import('../run/fn.ts')
    return runFunction()
  },
})
