import type { Credential } from '../exchange.ts'
import type { Account } from './accounts.ts'
import { listAt, textAt } from './json.ts'
import type { Sandbox } from './sandbox.ts'
import { signInByLink } from './visitors.ts'

/** Deletes what a run has made. @returns what stays, a sentence each. */
export async function cleanUp(s: Sandbox): Promise<readonly string[]> {
  const stays: string[] = []
  const attempt = async (what: string, remove: () => Promise<string | null>) => {
    const problem = await remove().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    )
    if (problem !== null) stays.push(`${what} stays: ${problem}`)
  }
  for (const token of s.visitorTokens) await attempt('A visitor', () => eraseVisitor(s, token))
  // Its name: reports show no address.
  for (const account of s.accounts)
    await attempt(`The account ${account.email.replace(/@.*/, '')}`, () => removeAccount(s, account))
  await attempt('The session of the operator', () => endOperator(s))
  await attempt('Mail', () => removeMail(s))
  if (s.lasting.size > 0) {
    stays.push(`What ${[...s.lasting].join(', ')} made stays until it expires: nothing deletes it.`)
  }
  return stays
}

async function eraseVisitor(s: Sandbox, secret: string): Promise<string | null> {
  const as = { kind: 'visitorToken', secret }
  const erased = await s.api.send('eraseVisitor', { as })
  // 401: it was signed out or erased. 403: it is for one handle, or too old.
  if (erased.answer.status === 403) {
    const email = textAt(await s.api.call('getVisitor', { as }), 'visitor', 'email')
    const { token } = await signInByLink(s.api, s.inbox, email)
    await s.api.call('eraseVisitor', { as: token })
    return null
  }
  return erased.answer.status < 300 || erased.answer.status === 401 ? null : answered(erased.answer)
}

const answered = ({ status, code }: { status: number; code: string | null }) =>
  `it answered ${status} ${code ?? ''}`.trimEnd()

async function removeAccount(s: Sandbox, account: Account): Promise<string | null> {
  const { email, password } = account
  const signedIn = await s.api.send('signIn', { body: { email, password } })
  // A check has deleted it.
  if (signedIn.answer.status === 401) return null
  const as = { kind: 'accessToken', secret: textAt(signedIn.answer.json, 'accessToken') }
  const owned = (await all(s, 'listHandles', {}, as)).filter((one) => textAt(one, 'role') === 'OWNER')
  const kept: string[] = []
  for (const handle of owned.map((one) => textAt(one, 'name'))) {
    const { answer } = await s.api.send('deleteHandle', { params: { handle }, as })
    if (answer.status === 204) continue
    if (answer.code === 'handle_has_payments') await emptyHandle(s, handle, as)
    kept.push(`${handle} (${answer.code ?? answer.status})`)
  }
  for (const app of await all(s, 'listConnectedApps', {}, as)) {
    await s.api.call('disconnectApp', { params: { grantId: textAt(app, 'id') }, as })
  }
  if (kept.length > 0) return `it owns ${kept.join(', ')}.`
  const { answer } = await s.api.send('deleteAccount', { as })
  return answer.status < 300 ? null : answered(answer)
}

/** A handle that has taken payments cannot be deleted, but what is in it can. */
async function emptyHandle(s: Sandbox, handle: string, as: Credential): Promise<void> {
  const each = async (list: string, remove: string, parameter: string, member: string) => {
    for (const one of await all(s, list, { handle }, as)) {
      await s.api.send(remove, { params: { handle, [parameter]: textAt(one, member) }, as })
    }
  }
  await each('listGroupBuys', 'closeGroupBuy', 'groupBuySlug', 'slug')
  await each('listPages', 'deletePage', 'pageSlug', 'slug')
  await each('listFiles', 'deleteFile', 'fileId', 'id')
  await each('listTokens', 'revokeToken', 'tokenId', 'id')
  await each('listWebhookEndpoints', 'deleteWebhookEndpoint', 'webhookEndpointId', 'id')
  await s.api.send('replaceCollaborators', { params: { handle }, body: { collaborators: [] }, as })
}

/** All items of a list. */
async function all(
  s: Sandbox,
  id: string,
  params: Record<string, string>,
  as: Credential,
): Promise<readonly unknown[]> {
  const items: unknown[] = []
  for (let cursor = ''; ; ) {
    const query = { limit: '100', ...(cursor && { cursor }) }
    const page = await s.api.call(id, { params, query, as })
    items.push(...listAt(page, 'items'))
    cursor = textAt(page, 'nextCursor')
    if (cursor === '') return items
  }
}

async function endOperator(s: Sandbox): Promise<null> {
  if (!s.has('operator')) return null
  const refreshToken = (await s.operator())?.refreshToken
  if (refreshToken !== undefined) await s.api.call('signOut', { body: { refreshToken } })
  return null
}

async function removeMail({ inbox, addresses }: Sandbox): Promise<null> {
  const mails = await Promise.all(addresses.map((address) => inbox.to(address)))
  await Promise.all(mails.flat().map((mail) => inbox.remove(mail)))
  return null
}
