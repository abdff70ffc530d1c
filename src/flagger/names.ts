/** The names of everything that Flagger derives from a Canary (Flagger 1.44, GetServiceNames of v1beta1/canary.go). */
export interface Names {
  /** The workload and its primary: from `targetRef.name`. */
  target: string
  targetPrimary: string
  targetCanary: string
  /** The Services and what routes to them: from `service.name`, else `targetRef.name`. */
  apex: string
  primary: string
  canary: string
}

export function namesOf(target: string, service: string | undefined): Names {
  const apex = service || target
  return {
    target,
    targetPrimary: primaryOf(target),
    targetCanary: canaryOf(target),
    apex,
    primary: primaryOf(apex),
    canary: canaryOf(apex),
  }
}

/** Also of autoscalers, ConfigMaps and Secrets, and of the values of the selector label. */
export function primaryOf(name: string): string {
  return `${name}-primary`
}

/** Also of the Ingress. */
export function canaryOf(name: string): string {
  return `${name}-canary`
}
