import { dotted, type Pointer } from '../../values/pointer.ts'

/** What to do about a field that another manager writes, by kind and where the path begins; the first that fits counts. */
const ways: [kind: RegExp, path: string, help: string][] = [
  [
    /^(Deployment|StatefulSet|ReplicaSet)$/,
    '/spec/replicas',
    'Leave spec.replicas out of Git; an autoscaler keeps a number of replicas, one with minReplicas equal to maxReplicas a fixed one.',
  ],
  [
    /^Service$/,
    '/spec/',
    'Leave the Service out of Git: the controller makes it. To keep it there, write what the controller writes: the selector of the primary, and portName and targetPort of the Canary.',
  ],
  [
    /^(VirtualService|HTTPRoute|DestinationRule|TrafficSplit|HTTPProxy|IngressRoute)$/,
    '/spec/',
    'Leave the object out of Git: the controller makes it and moves the weights in it.',
  ],
  [
    /^(DaemonSet)$/,
    '/spec/template/spec/nodeSelector',
    'Leave nodeSelector out of Git: the controller puts its own key into it to stop the pods, and the API server takes the map as one field.',
  ],
  [/^HorizontalPodAutoscaler$/, '/spec/', 'Leave the autoscaler of the primary out of Git: the controller makes it.'],
]

export function waysOut(kind: string, path: Pointer): string {
  const way = ways.find(([kinds, begin]) => kinds.test(kind) && path.startsWith(begin))
  return way ? way[2] : `Leave ${dotted(path)} out of Git; comparePatches change the report, not what is applied.`
}
