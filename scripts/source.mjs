import { build } from 'esbuild'

/** What files of src/ export, for scripts that write pages from it or measure it. Needs `build/`. */
export async function importSource(...files) {
  const contents = files.map(file => `export * from './${file}'`).join('\n')
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.', loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}
