/** The first line of a manifest that Argo CD passes over even when it reads folders too. */
export const skipLine = '# +argocd:skip-file-rendering\n'
