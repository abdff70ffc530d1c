/** What `{{#if}}` takes for true, as in Handlebars: not null, false, 0, an empty text or an empty list. */
export function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value)
}

/** A scalar inside a text; null is absent there. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? undefined : String(value)
}
