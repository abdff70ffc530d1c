import type { Fix } from './fix.ts'

/** Works where the chart's text is written (chart/text.ts): values are put in so that they read back as themselves. */
export const keepTypes: Fix = {
  name: 'keep-types',
  wrong:
    'The chart puts strings in unquoted, so YAML reads them anew: secretName "on" becomes true, "0123" becomes 83, "/a #b" loses its end, "a: b" breaks the manifest.',
  instead: 'Every value keeps the type and the text it has in the values.',
  evidence:
    'flagger.yaml of every chart version, `{{ .tls.secretName }}` and twelve more; recorded with helm template.',
}
