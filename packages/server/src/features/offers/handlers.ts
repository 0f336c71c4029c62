import type { contract } from '@latchkey/contract'
import { isFailure } from '../../platform/failure.ts'
import type { Handlers } from '../../platform/http/operation.ts'
import type { HeaderList } from '../../platform/http/respond.ts'
import { readCollaborators, replaceCollaborators, type TaggedPeople } from './collaborators.ts'
import { acceptOffer, declineOffer, listOffers } from './offers.ts'
import { offerOwnership, withdrawTransfer } from './transfer.ts'

const showPeople = ({ etag, ...people }: TaggedPeople) => ({
  status: 200 as const,
  headers: [['etag', etag]] satisfies HeaderList,
  body: people,
})

/** What the contract's `handles` says of who works on one. */
export const collaboratorHandlers: Pick<
  Handlers<typeof contract.handles>,
  'transferHandle' | 'withdrawTransfer' | 'listCollaborators' | 'replaceCollaborators'
> = {
  async transferHandle(call) {
    const offer = await offerOwnership(call.deps, call.caller, call.body.email)
    if (isFailure(offer)) return offer
    return { status: 202, body: { email: offer.email, expiresAt: offer.expiresAt.toISOString() } }
  },

  async withdrawTransfer(call) {
    const failure = await withdrawTransfer(call.deps, call.caller)
    return failure ?? { status: 204, empty: true }
  },

  async listCollaborators({ deps, caller }) {
    return showPeople(await readCollaborators(deps, caller.handleId))
  },

  async replaceCollaborators(call) {
    const { deps, body, ifMatch } = call
    const replaced = await replaceCollaborators(deps, call.caller, body.collaborators, ifMatch)
    if (isFailure(replaced)) return replaced
    const { endedTokens, ...people } = replaced
    const { body: shown, ...answer } = showPeople(people)
    return { ...answer, body: { ...shown, endedTokens, endedGrants: 0 } }
  },
}

/** What the contract's `accounts` says of offers to one. */
export const offerHandlers: Pick<
  Handlers<typeof contract.accounts>,
  'listOffers' | 'acceptOffer' | 'declineOffer'
> = {
  async listOffers({ deps, subject, query }) {
    return { status: 200, body: await listOffers(deps, subject.accountId, query) }
  },

  async acceptOffer({ deps, request, subject, params }) {
    const by = { accountId: subject.accountId, requestId: request.id }
    const accepted = await acceptOffer(deps, by, params.offerId)
    return isFailure(accepted) ? accepted : { status: 200, body: accepted }
  },

  async declineOffer({ deps, request, subject, params }) {
    const by = { accountId: subject.accountId, requestId: request.id }
    const failure = await declineOffer(deps, by, params.offerId)
    return failure ?? { status: 204, empty: true }
  },
}
