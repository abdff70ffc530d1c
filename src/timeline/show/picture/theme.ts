/**
 * The colours of pictures, for light and dark, as custom properties. They are those of Okabe and Ito, which people with every
 * kind of colour vision tell apart; shapes and words say the same once more.
 */
const light = {
  paper: '#ffffff',
  ink: '#1b1f24',
  quiet: '#59636e',
  grid: '#d9dee3',
  canary: '#0072b2',
  copies: '#56b4e9',
  bad: '#b3430a',
  good: '#00795a',
  wait: '#8a6100',
  idle: '#8b949e',
  canaryFill: '#0072b233',
}
const dark: Record<keyof typeof light, string> = {
  paper: '#0d1117',
  ink: '#e6edf3',
  quiet: '#9198a1',
  grid: '#30363d',
  canary: '#56b4e9',
  copies: '#9ad1f2',
  bad: '#f08c52',
  good: '#2fc49a',
  wait: '#f0c53f',
  idle: '#6e7681',
  canaryFill: '#56b4e940',
}

export type Tone = keyof typeof light

/** Paper is white, whatever the screen is. */
export const themeCss = [
  rootOf(light),
  `@media (prefers-color-scheme: dark) { ${rootOf(dark)} }`,
  `@media print { ${rootOf(light)} }`,
].join('\n')

function rootOf(colors: Record<Tone, string>): string {
  const properties = Object.entries(colors).map(([name, value]) => `--${name}: ${value};`)
  return `:root { ${properties.join(' ')} }`
}

export function color(tone: Tone): string {
  return `var(--${tone})`
}

/** What a phase looks like, of Flagger or of Argo Rollouts; all others are idle. */
const phaseTones: Record<string, Tone> = {
  Waiting: 'wait',
  WaitingPromotion: 'wait',
  Progressing: 'canary',
  Promoting: 'copies',
  Finalising: 'copies',
  Succeeded: 'good',
  Failed: 'bad',
  Paused: 'wait',
  Healthy: 'good',
}

export function toneOf(phase: string): Tone {
  return phaseTones[phase] ?? 'idle'
}
