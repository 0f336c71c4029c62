import { type Account, newPassword } from '../accounts.ts'
import { codeIn } from '../inbox.ts'
import { listAt, member, textAt } from '../json.ts'
import { grantTokens } from '../oauth.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Steps } from './step.ts'

/** A sign-up that waits for its code. */
async function waitingSignUp(s: Sandbox): Promise<string> {
  const email = s.nextAddress()
  await s.api.call('signUp', { body: { email, password: newPassword() } })
  return email
}

/** An offer of a role that waits for the member of the run. */
async function newOffer(s: Sandbox): Promise<{ offerId: string; member: Account }> {
  const [owner, invited] = [await s.outsider(), await s.member()]
  const handle = await s.newHandle(owner)
  await s.api.call('replaceCollaborators', {
    params: { handle },
    body: { collaborators: [{ email: invited.email, role: 'CREATOR' }] },
    as: owner.session.credential,
  })
  const offers = await s.api.call('listOffers', { query: { limit: '100' }, as: invited.session.credential })
  const offer = listAt(offers, 'items').find((one) => textAt(one, 'handle', 'name') === handle)
  return { offerId: textAt(offer, 'id'), member: invited }
}

export const accountSteps: Steps = {
  signUp: async (s) => ({
    body: { email: s.nextAddress(), password: newPassword(), name: 'Contract tests' },
  }),
  resendSignUpCode: async (s) => ({ body: { email: await s.once('waitingSignUp', () => waitingSignUp(s)) } }),
  confirmSignUp: async (s) => {
    const email = await waitingSignUp(s)
    return { body: { email, code: await s.inbox.find(email, 'a code', codeIn) } }
  },
  signIn: async (s) => {
    const { email, password } = await s.owner()
    return { body: { email, password } }
  },
  refreshSession: async (s) => {
    const { refreshToken } = await s.newSession(await s.owner())
    return { body: { refreshToken } }
  },
  signOut: async (s) => {
    const { refreshToken } = await s.newSession(await s.owner())
    return { body: { refreshToken } }
  },
  getAccount: async () => ({}),
  listSessions: async () => ({}),
  endSession: async (s) => {
    const owner = await s.owner()
    await s.newSession(owner)
    const as = owner.session.credential
    const sessions = await s.api.call('listSessions', { query: { limit: '100' }, as })
    const other = listAt(sessions, 'items').find((one) => member(one, 'current') === false)
    return { params: { sessionId: textAt(other, 'id') } }
  },
  forgotPassword: async (s) => ({ body: { email: (await s.member()).email } }),
  resetPassword: async (s) => {
    // The password stays the same, so that the account can be deleted at the end.
    const { email, password } = await s.newAccount()
    await s.api.call('forgotPassword', { body: { email } })
    const code = await s.inbox.find(email, 'a code for a new password', (mail) =>
      /password/i.test(mail.subject) ? codeIn(mail) : null,
    )
    return { body: { email, code, newPassword: password } }
  },
  deleteAccount: async (s) => ({ as: (await s.newAccount()).session.credential }),
  getNotifications: async () => ({}),
  updateNotifications: async (s) => ({
    body: { items: [{ handle: await s.handle(), sales: false, refunds: true, disputes: true }] },
  }),
  listOffers: async () => ({}),
  acceptOffer: async (s) => {
    const { offerId, member: invited } = await newOffer(s)
    return { params: { offerId }, as: invited.session.credential }
  },
  declineOffer: async (s) => {
    const { offerId, member: invited } = await newOffer(s)
    return { params: { offerId }, as: invited.session.credential }
  },
  listConnectedApps: async () => ({}),
  disconnectApp: async (s) => {
    const account = await s.member()
    await grantTokens(s.api, account, await s.oauthClient())
    const as = account.session.credential
    const apps = await s.api.call('listConnectedApps', { as })
    return { params: { grantId: textAt(listAt(apps, 'items')[0], 'id') }, as }
  },
}
