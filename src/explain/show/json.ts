import type { Fix } from '../../devtron/fixes/fix.ts'
import type { Description } from '../../lint/rules/describe.ts'
import { compare } from '../../values/finding.ts'
import type { FieldExplanation } from '../field/field.ts'
import type { ValueExplanation } from '../values/explain.ts'
import { layerName } from '../values/says.ts'

// What `--format json` prints: said field by field, so that nothing is in it by accident.

export function valueJson({ path, value, about, says, leaves, effects, fixes }: ValueExplanation) {
  return {
    version: 1,
    path,
    value,
    about,
    layers: says.map(({ layer, place: { file, line, column }, value: given, fate }) => ({
      layer: layerName(layer),
      ...(layer.kind !== 'set' && layer.text === null ? {} : { file, line, column }),
      value: given,
      fate,
    })),
    values: leaves.map(leaf => ({
      path: leaf.path,
      value: leaf.value,
      layer: leaf.from && layerName(leaf.from.layer),
    })),
    effects: effects && {
      instead: effects.instead,
      fields: effects.fields.map(({ part, object, path: field, before, after }) => ({
        part,
        object,
        path: field,
        before,
        after,
      })),
      timeline: effects.course,
    },
    fixes: fixes.map(({ name }) => name).sort(compare),
  }
}

export function fieldJson({ kind, path, about, behaviours, value, rules, writers }: FieldExplanation) {
  return {
    version: 1,
    kind,
    path,
    about,
    controller: behaviours,
    value,
    writers: writers.map(({ object: { fields: _, ...object }, fields }) => ({ ...object, fields })),
    rules: rules.map(({ code }) => code).sort(compare),
  }
}

export function ruleJson({ code, title, severity, why, evidence, help, bad, good, docs }: Description) {
  return { code, title, severity, why, evidence, help, bad: bad?.text ?? null, good: good?.text ?? null, docs }
}

export function fixJson({ name, wrong, instead, evidence }: Fix) {
  return { name, wrong, instead, evidence, off: `--no-fix ${name}` }
}
