// The library: data in, data out, no file system, so that it runs in a browser too.

export { type ChartName, charts, newestChart } from './devtron/charts.ts'
export { type DevtronRead, type DevtronTexts, readDevtron } from './devtron/read.ts'
export { type DevtronOptions, nothingGiven } from './devtron/release.ts'
export { type Prediction, predict } from './flagger/predict.ts'
export type { Release } from './flagger/release.ts'
export { defaultSettings, type Settings } from './flagger/settings.ts'
export { renderManifest, renderStream } from './render/manifest.ts'
export type { Event, Script } from './timeline/engine/script.ts'
export { type Refused, type Simulation, simulate } from './timeline/engine/simulate.ts'
export { type Timeline, timelineOf } from './timeline/outlook/timeline.ts'
export { byPlace, type Finding, type Problem, toFinding } from './values/finding.ts'
export type { Manifest } from './values/manifest.ts'
