import { listAt, mapAt, specOf } from './access.ts'
import type { Fix } from './fix.ts'

export const fullMatch: Fix = {
  name: 'full-match',
  wrong:
    'Of each item of match the chart renders uri.prefix alone: exact and regex become a null prefix, headers and method are dropped, and an item without uri breaks the template.',
  instead: 'Every field of match reaches the Canary, and so the VirtualService.',
  evidence: 'flagger.yaml, `prefix: {{ .uri.prefix }}`; Istio, HTTPMatchRequest.',
  prepare: block => ({ ...block, match: [] }),
  apply: ({ block, canary }) => {
    const match = listAt(block, 'match')
    if (match.length > 0) mapAt(specOf(canary), 'service')['match'] = structuredClone(match)
  },
}
