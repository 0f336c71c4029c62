import { expect, test } from 'vitest'
import { decideAccess } from '../../../packages/server/src/features/pages/access.ts'
import { accessDecision } from '../src/diagrams/access-decision.ts'

const { drawing } = accessDecision
if (drawing.kind !== 'flow') throw new Error('It is drawn as boxes.')
const { boxes, arrows } = drawing

type Facts = Parameters<typeof decideAccess>[0]

/** What each question of the drawing asks. */
const questions: Readonly<Record<string, (facts: Facts) => boolean>> = {
  archived: ({ state, entitled }) => state === 'archived' && !entitled,
  public: ({ accessMode }) => accessMode === 'PUBLIC',
  session: ({ visitorId }) => visitorId !== null,
  free: ({ accessMode }) => accessMode === 'FREE_WITH_LOGIN',
  entitled: ({ entitled }) => entitled,
  processing: ({ processing }) => processing,
  disputed: ({ disputed }) => disputed,
}

const both = [false, true]
/** All that can be the case: what somebody bought is known of visitors only. */
const cases: readonly Facts[] = (['published', 'archived'] as const).flatMap((state) =>
  (['PUBLIC', 'FREE_WITH_LOGIN', 'PAID'] as const).flatMap((accessMode) =>
    both.flatMap((known) =>
      (known ? both : [false]).flatMap((entitled) =>
        (known ? both : [false]).flatMap((processing) =>
          (known ? both : [false]).map((disputed): Facts => {
            const price = { priceAmount: null, priceCurrency: null }
            const visitor = { visitorId: known ? 'vis_1' : null, session: known ? 'valid' : null } as const
            return { state, accessMode, ...price, ...visitor, entitled, processing, disputed }
          }),
        ),
      ),
    ),
  ),
)

/** The boxes that a reader comes by who follows the arrows, from the only box that none leads to. */
function followed(facts: Facts): string[] {
  const first = Object.keys(boxes).filter((key) => !arrows.some(({ to }) => to === key))
  const way = first
  for (;;) {
    const at = way.at(-1) ?? ''
    const holds = questions[at]
    if (!holds) return way
    const said = holds(facts) ? 'yes' : 'no'
    const next = arrows.filter(({ from, label = '' }) => from === at && label.split(':')[0] === said)
    expect(next, `${at}: ${said}`).toHaveLength(1)
    way.push(...next.map(({ to }) => to))
  }
}

const answered = (facts: Facts): string[] => {
  const answer = decideAccess(facts)
  if (answer === null) return ['No such page', 'page_not_found']
  if (answer.hasAccess) return ['Access', answer.reason]
  return ['No access', answer.reason, `next: ${answer.nextAction}`]
}

test.each(cases)(
  'who follows the drawing comes to what is answered: $state $accessMode, visitor $visitorId, entitled $entitled, processing $processing, disputed $disputed',
  (facts) => {
    expect(boxes[followed(facts).at(-1) ?? '']?.lines).toEqual(answered(facts))
  },
)

test('every box of the drawing is on the way of somebody', () => {
  const seen = new Set(cases.flatMap(followed))
  expect(Object.keys(boxes).filter((key) => !seen.has(key))).toEqual([])
})
