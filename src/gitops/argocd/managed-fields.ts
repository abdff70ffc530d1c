import { isMap, type JsonMap } from '../../values/json.ts'
import { textAt } from '../fleet/object.ts'
import { managersOf } from '../structured/apply.ts'
import { intersection, isEmpty } from '../structured/field-set.ts'
import { deduced, shapeOfKind } from '../structured/shape.ts'
import { misfit, modifiedFields, without } from '../structured/walk.ts'

/**
 * Both objects without the fields that differ and that a trusted manager owns (Argo CD 3.6, util/argo/managedfields). What a
 * manager removed it does not own, and of a list that is one unit it owns all.
 */
export function withoutManaged(live: JsonMap, config: JsonMap, trusted: string[]): { live: JsonMap; config: JsonMap } {
  const managers = managersOf(live).filter(manager => trusted.includes(manager.name))
  const shape = shapeOfKind(textAt(config, 'apiVersion'), textAt(config, 'kind')) ?? deduced
  if (managers.length === 0 || misfit(live, shape) !== null || misfit(config, shape) !== null) return { live, config }
  const modified = modifiedFields(live, config, shape)
  let sides = { live, config }
  for (const { fields } of managers) {
    const managed = intersection(fields, modified)
    if (isEmpty(managed)) continue
    const [left, right] = [without(sides.live, managed, shape), without(sides.config, managed, shape)]
    sides = { live: isMap(left) ? left : {}, config: isMap(right) ? right : {} }
  }
  return sides
}
