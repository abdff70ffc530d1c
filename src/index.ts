// The library: texts in, data out. No file system, network, clock or environment, so that it runs in a browser too. Bad input never
// throws: it is a finding.

export { type ChartName, charts, newestChart } from './devtron/charts.ts'
export { defaultSettings, type Settings } from './flagger/settings.ts'
export {
  convert,
  lint,
  type Predicted,
  predict,
  type Rendered,
  type RenderedManifest,
  render,
  type Timeline,
  timeline,
} from './library/calls.ts'
export type { Input, Text } from './library/input.ts'
export { renderManifest, renderStream } from './render/manifest.ts'
export type { Event, Script } from './timeline/engine/script.ts'
export type { Wish } from './timeline/outlook/scenario.ts'
export type { Finding, Place, Severity } from './values/finding.ts'
export type { Manifest } from './values/manifest.ts'
