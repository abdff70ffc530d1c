// How Go's text/template, fmt and Helm's functions show values: what the chart's text is made of.
import { compare } from '../values/finding.ts'
import { isMap, type Json, type JsonMap } from '../values/json.ts'
import { compareKeys } from './go-keys.ts'

/** Truth in a Go template: null, false, 0, '' and empty lists and maps are false. */
export function truthy(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  if (isMap(value)) return Object.keys(value).length > 0
  return value === true || typeof value === 'string' || Number(value) !== 0
}

/** `{{ .x }}` in a Helm template: Go's `%v`, but nothing for a missing or null value (Helm takes `<no value>` out). */
export function print(value: Json | undefined): string {
  return value === undefined || value === null ? '' : format(value)
}

function format(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(format).join(' ')}]`
  if (isMap(value)) {
    const entries = Object.keys(value).sort(compare)
    return `map[${entries.map(key => `${key}:${format(value[key] as Json)}`).join(' ')}]`
  }
  return typeof value === 'number' || typeof value === 'bigint' ? formatFloat(Number(value)) : String(value)
}

/** Helm reads every number as a float64; `%v` prints the shortest digits, in exponent form below 1e-4 and from 1e+06. */
export function formatFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [mantissa = '', exponentText = '0'] = Math.abs(value).toExponential().split('e')
  const exponent = Number(exponentText)
  const sign = value < 0 ? '-' : ''
  const digits = mantissa.replace('.', '')
  if (exponent < -4 || exponent >= 6) {
    const power = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${power}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0')
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`
}

/** `| quote`: a double-quoted string, nothing for null. JSON's escapes mean the same to a YAML reader as Go's. */
export function quote(value: Json | undefined): string {
  return value === undefined || value === null ? '' : JSON.stringify(print(value))
}

/**
 * `toYaml … | indent n`: the lines of a value. Maps, and maps in a list, stand in lines of their own, and so do the strings in
 * them, because the chart adds text beneath and behind them; deeper levels are in flow style, which reads the same wherever
 * the chart puts them.
 */
export function toYaml(value: Json, indent: number): string {
  const pad = ' '.repeat(indent)
  return blockLines(value)
    .map(line => (line === '' ? '' : pad + line))
    .join('\n')
}

function blockLines(value: Json): string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap(item => (isMap(item) ? blockLines(item) : scalarLines(item)).map(behindDash))
  }
  if (!isMap(value) || Object.keys(value).length === 0) return scalarLines(value)
  return sortedKeys(value).flatMap(key => {
    const [first, ...more] = scalarLines(value[key] as Json)
    return [`${JSON.stringify(key)}: ${first}`, ...more]
  })
}

function behindDash(line: string, i: number): string {
  return i === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`
}

/** A string of several lines is a literal block where go-yaml v2 makes one: a blank before a line break rules that out. */
function scalarLines(value: Json): string[] {
  if (
    typeof value !== 'string' ||
    !value.includes('\n') ||
    !/^[^ \n][\t\n\x20-\x7e\xa0-\ud7ff\ue000-\uffff]*$/.test(value)
  ) {
    return [flow(value)]
  }
  if (/ \n| $|\ufeff/.test(value)) return [flow(value)]
  const body = value.replace(/\n+$/, '')
  const ends = value.length - body.length
  const lines = body.split('\n').map(line => (line === '' ? '' : `  ${line}`))
  return [ends === 0 ? '|-' : ends === 1 ? '|' : '|+', ...lines, ...Array<string>(Math.max(0, ends - 1)).fill('')]
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (isMap(value))
    return `{${sortedKeys(value)
      .map(key => `${JSON.stringify(key)}: ${flow(value[key] as Json)}`)
      .join(', ')}}`
  return typeof value === 'bigint' ? String(Number(value)) : JSON.stringify(value)
}

function sortedKeys(map: JsonMap): string[] {
  return Object.keys(map).sort(compareKeys)
}
