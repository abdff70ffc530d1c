import { canary, deployment, manifests } from '../../example.ts'
import type { ReleaseRule } from '../../rule.ts'

const key = 'argocd.argoproj.io/sync-wave'

export const laterWave: ReleaseRule = {
  reads: 'release',
  code: 'GO005',
  title: 'A target that comes after its Canary',
  severity: 'warning',
  why: 'Argo CD applies wave after wave, and goes on when everything in a wave is healthy. A Canary without its workload never becomes that: the wave with the workload is never reached, and the sync hangs. Where the workload is already there, every rollout begins one sync late.',
  evidence:
    'Argo CD 3.6, gitops-engine, sync waves, and its health check for the Canary: no status is Unknown; Flagger 1.44, a missing target is an error of every reconcile.',
  help: 'Give the workload a wave that is not later than the Canary’s.',
  bad: () => manifests(canary({}), deployment({ metadata: `annotations: {${key}: «"1"»}` })),
  good: () => manifests(canary({}), deployment({ metadata: `annotations: {${key}: "-1"}` })),
  check({ target, release }) {
    if (!target || target.isSketched) return []
    const [canaryWave, targetWave] = [waveOf(release.canary), waveOf(target.object)]
    if (targetWave <= canaryWave) return []
    const message = `the target is applied in wave ${targetWave}, the Canary in wave ${canaryWave}`
    return [{ object: target.ref, path: `/metadata/annotations/${key.replace('/', '~1')}`, message }]
  },
}

/** 0 where there is none, or none that is a number. */
function waveOf({ metadata: { annotations } }: { metadata: { annotations?: Record<string, string> } }): number {
  const wave = Number(annotations?.[key] ?? 0)
  return Number.isInteger(wave) ? wave : 0
}
