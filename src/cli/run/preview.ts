import { statSync } from 'node:fs'
import { fingerprintOf } from '../../project/fingerprint.ts'
import { previewOf } from '../../project/previews.ts'
import { codeOf, InputError } from '../../project/read.ts'
import type { Unit } from '../../project/unit.ts'
import { assertUnits, type Project, unitsToRead } from '../../project/units.ts'
import { writeFile } from '../../project/write-file.ts'
import { messagePage, pageOf } from '../../web/page.ts'
import { serve } from '../../web/server.ts'
import type { ExitCode } from '../command.ts'
import type { PreviewOptions } from '../commands/preview.ts'
import { linesIn, showFindings } from '../findings.ts'
import { writeErr } from '../streams.ts'
import { UsageError } from '../usage.ts'

export async function runPreview(options: PreviewOptions, [word]: string[]): Promise<ExitCode> {
  if (word !== undefined) throw new UsageError(`unexpected word ${word}; give inputs with -f, --devtron or --manifests`)
  const port = portOf(options.port)
  if (options.report !== undefined) return report(options, options.report)
  if ([...options.values, ...options.manifests].includes('-'))
    throw new UsageError('stdin cannot be read again when something changes; --report FILE writes the page once')
  await show(options, port)
  return 0
}

/** @throws UsageError */
function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`--port ${text}: expected a number from 0 to 65535`)
  return port
}

async function report(options: PreviewOptions, file: string): Promise<ExitCode> {
  const { page, unreadable, failed } = await pageNow(options)
  writeFile(file, page(''))
  writeErr(`wrote ${file}\n`)
  if (unreadable) return 2
  return failed ? 1 : 0
}

interface Made {
  page: (script: string) => string
  project: Project
  unreadable: boolean
  failed: boolean
}

/** @throws InputError */
async function pageNow(options: PreviewOptions): Promise<Made> {
  const project = await projectOf(options)
  assertUnits(project)
  const { units, findings, texts } = project
  showFindings(findings, texts)
  const previews = []
  for (const unit of units) previews.push(await previewOf(unit))
  const shown = previews.map(preview => ({ ...preview, linesOf: linesIn(preview.texts) }))
  return {
    page: script => pageOf(shown, script),
    project,
    unreadable: previews.some(({ unreadable }) => unreadable),
    failed: findings.length > 0 || previews.some(({ failed }) => failed),
  }
}

async function projectOf(options: PreviewOptions): Promise<Project> {
  const project = await unitsToRead(options)
  const { engine = null } = options
  const withEngine = (unit: Unit): Unit => (engine === null ? unit : { ...unit, output: { ...unit.output, engine } })
  return { ...project, units: project.units.map(withEngine) }
}

/** Until somebody ends it. What cannot be read is on the page, too: it may be readable again a moment later. */
async function show(options: PreviewOptions, port: number): Promise<void> {
  let shown = await projectOf(options)
  const site = {
    async page(script: string) {
      try {
        const { page, project } = await pageNow(options)
        shown = project
        return page(script)
      } catch (error) {
        if (error instanceof InputError) return messagePage(error.message, script)
        throw error
      }
    },
    stamp: () => stampOf(shown),
  }
  const { server, address } = await serve(site, port).catch(error => {
    throw new InputError(`cannot serve on port ${port}: ${reason(error)}`)
  })
  writeErr(`serin: ${address} (Ctrl-C ends it)\n`)
  await new Promise<void>(resolve => {
    const end = () => {
      server.close(() => resolve())
      server.closeAllConnections()
    }
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  })
}

/** Another one as soon as a file of the input is. */
function stampOf({ units, config }: Project): string {
  const files = units.map(unit => fingerprintOf(unit, new Map()))
  return [config && statSync(config.file, { throwIfNoEntry: false })?.mtimeMs, ...files].join()
}

function reason(error: unknown): string {
  return codeOf(error) === 'EADDRINUSE' ? 'it is in use; choose another with --port' : String(error)
}
