import type { contract } from '@latchkey/contract'
import type { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'
import { hashSecret } from '../../platform/secrets.ts'
import {
  type AccessFacts,
  type AccessQuestion,
  type AccessRow,
  accessRead,
  factsOf,
  findPage,
  type PageRow,
} from './access-queries.ts'
import { recordFreeLogin } from './queries.ts'

/** Answer of the access check, as the contract has it. */
export type AccessAnswer = z.output<(typeof contract.pages.checkPageAccess.success)[200]['body']>

/** A page by the names in its URL. */
export interface PageNames {
  readonly handle: string
  readonly slug: string
}

/** The decision: a pure function of the facts. `null` when the page must look as if it did not exist. */
export function decideAccess(facts: Omit<AccessFacts, 'pageId' | 'firstFreeLogin'>): AccessAnswer | null {
  const price =
    facts.priceAmount === null || facts.priceCurrency === null
      ? null
      : { amount: facts.priceAmount, currency: facts.priceCurrency }
  // An archived page was deleted after it was sold: only its buyers still see it.
  if (facts.state === 'archived' && !facts.entitled) return null
  const beside = { session: facts.session ?? 'none', price } as const
  if (facts.accessMode === 'PUBLIC') {
    return { hasAccess: true, reason: 'public', nextAction: 'none', ...beside }
  }
  if (facts.visitorId === null) {
    return { hasAccess: false, reason: 'visitor_auth_required', nextAction: 'sign_in', ...beside }
  }
  if (facts.accessMode === 'FREE_WITH_LOGIN' || facts.entitled) {
    return { hasAccess: true, reason: 'entitled', nextAction: 'none', ...beside }
  }
  const nextAction = facts.processing ? 'wait' : facts.disputed ? 'none' : 'pay'
  return { hasAccess: false, reason: 'purchase_required', nextAction, ...beside }
}

const ask = ({ clock }: Deps, names: PageNames, token: string | undefined) => ({
  handle: names.handle,
  slug: names.slug,
  tokenHash: token === undefined ? null : hashSecret(token),
  now: clock.now(),
})

// Why: apps/docs/src/content/docs/internals/decisions/0006-no-cached-access.md
/** Whether the holder of this session token may see the page now. `null` when there is no such page. */
export async function checkAccess(
  deps: Deps,
  names: PageNames,
  token: string | undefined,
): Promise<AccessAnswer | null> {
  const question = ask(deps, names, token)
  const row = await deps.gather.read<AccessRow, AccessQuestion>(accessRead, question)
  return row ? decide(deps, factsOf(row, question)) : null
}

/**
 * The page, and whether the holder of this session token may see its content, read together: content is never newer
 * than the decision about it. `null` when there is no such page.
 */
export async function findPageWithAccess(
  deps: Deps,
  names: PageNames,
  token: string | undefined,
): Promise<{ page: PageRow; access: AccessAnswer } | null> {
  const found = await findPage(deps.pool, ask(deps, names, token))
  const access = found && decide(deps, found.facts)
  return access && { page: found.page, access }
}

/** Decides, and has the first free login recorded after the answer. */
function decide(deps: Deps, facts: AccessFacts): AccessAnswer | null {
  const answer = decideAccess(facts)
  const { pageId, visitorId } = facts
  if (answer?.hasAccess && facts.firstFreeLogin && visitorId !== null) {
    deps.background.run('record free login', () =>
      recordFreeLogin(deps.db, pageId, visitorId, deps.clock.now()),
    )
  }
  return answer
}
