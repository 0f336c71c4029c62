import { type EnforcedRule, rest, same } from './document.ts'
import { change, inside, type Pair, type Place, report, type Walk } from './walk.ts'

interface Ruled {
  'x-rules'?: EnforcedRule[]
  [member: string]: unknown
}

/** Rules by what they are about; how they are worded is prose. */
function grouped({ 'x-rules': list = [] }: Ruled): Map<string, EnforcedRule[]> {
  return Map.groupBy(list, ({ code, path = 'request' }) => `${path} ${code}`)
}

/** Compares the rules that JSON Schema cannot say. */
export function compareEnforcedRules(walk: Walk, { before, after }: Pair<Ruled>, place: Place): void {
  const [was, is] = [grouped(before), grouped(after)]
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const values = (list: EnforcedRule[] = []) => list.map((each) => rest(each, ['rule']))
    const [old, now] = [values(was.get(key)), values(is.get(key))]
    const at = inside(place, ` rule ${key}`)
    if (now.length > old.length) report(walk, 'enforced-rule-added', at)
    else if (now.length < old.length) report(walk, 'enforced-rule-removed', at)
    else if (!same(old, now)) report(walk, 'enforced-rule-changed', at, change(old, now))
  }
}
