/** Flagger's own flags, by their names and defaults (Flagger 1.44, cmd/flagger/main.go). */
export interface Settings {
  /** `-mesh-provider` */
  meshProvider: string
  /** `-selector-labels`, in the order in which Flagger tries them */
  selectorLabels: string[]
  /** `-include-label-prefix` */
  includeLabelPrefix: string[]
  /** `-enable-config-tracking` */
  enableConfigTracking: boolean
  /** `-ingress-annotations-prefix` */
  ingressAnnotationsPrefix: string
  /** `-ingress-class` */
  ingressClass: string
  /** The mesh objects live in another cluster (`-kubeconfig-service-mesh`), so they get no owner. */
  remoteMesh: boolean
  /** Flagger's version, `1.41` to `1.44`. */
  flaggerVersion: string
}

export const defaultSettings: Settings = {
  meshProvider: 'istio',
  selectorLabels: ['app', 'name', 'app.kubernetes.io/name'],
  includeLabelPrefix: [],
  enableConfigTracking: true,
  ingressAnnotationsPrefix: 'nginx.ingress.kubernetes.io',
  ingressClass: '',
  remoteMesh: false,
  flaggerVersion: '1.44',
}
