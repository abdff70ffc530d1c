import { controllerNames } from '../ownership/table.ts'
import type { PlannedField, PlannedObject, PlannedRelease } from './plan.ts'
import type { For } from './plan-text.ts'
import { rulesOf } from './tool-rules.ts'

/** The plan as data: nothing of it holds a value of a Secret, for none is known. */
export function planJson(releases: readonly PlannedRelease[], { tool, version }: For): object {
  return {
    version: 1,
    for: tool,
    toolVersion: version,
    releases: releases.map(({ name, plan }) => ({
      release: name,
      objects: plan.objects.map(object => objectJson(object)),
      rules: rulesOf(tool, version, plan.waivers),
      unsettled: plan.left,
    })),
  }
}

function objectJson({ contested, drifts, losesOwner, fields, conflicts }: PlannedObject): object {
  const { object, owner } = contested
  return {
    ...object,
    role: owner.role,
    writer: controllerNames[owner.controller],
    drifts,
    losesOwner,
    fields: fields.map(fieldJson),
    conflicts: conflicts.map(({ manager, field, path, help }) => ({ manager, field, path, help })),
    reverted: owner.reverted,
    instead: owner.instead,
    source: owner.source,
  }
}

function fieldJson({ path, row, seen }: PlannedField): object {
  return { path, stages: row.stages, held: row.held, writes: row.writes, seen }
}
