import type { Json } from '../values/json.ts'
import type { Manifest } from '../values/manifest.ts'
import type { TemplateProblem } from './problem.ts'
import type { ReleaseData } from './release-data.ts'

/** A file of the user's template folder. */
export interface TemplateFile {
  /** Its path below the folder, with `/`. */
  name: string
  /** As messages show it. */
  file: string
  text: string
}

/** A user's templates, over the built-in ones. */
export interface Templates {
  /** Mistakes in the templates themselves. With an error among them there is nothing to render. */
  problems: TemplateProblem[]
  /** One manifest, by the user's template of its kind or the built-in one. */
  renderManifest(manifest: Manifest, release?: ReleaseData): Rendered
  /** The files that override nothing, each rendered once for the release; none for one that gives nothing. */
  renderAdded(release: ReleaseData): Added[]
}

export interface Rendered {
  /** Empty when there are problems. */
  text: string
  problems: TemplateProblem[]
}

export interface Added extends Rendered {
  /** The path of the template without `.hbs`. */
  name: string
  documents: Json[]
}

/** The compiler, and Handlebars' grammar with it, is loaded for users' templates only. */
export async function loadTemplates(files: TemplateFile[]): Promise<Templates> {
  const { compileTemplates } = await import('./user-templates.ts')
  return compileTemplates(files)
}
