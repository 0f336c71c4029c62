import { randomBytes } from 'node:crypto'
import type { Credential } from '../exchange.ts'
import type { Api } from './api.ts'
import { codeIn, type Inbox } from './inbox.ts'
import { textAt } from './json.ts'

/** An account that the run made, or signed in to. */
export interface Account {
  readonly email: string
  readonly password: string
  readonly session: AccountSession
}

export interface AccountSession {
  readonly credential: Credential
  readonly refreshToken: string
  /** The cookie that browsers send, as a `Cookie` header. */
  readonly cookie: string
}

/** Signs somebody up with the mailed code, and in. */
export async function newAccount(api: Api, inbox: Inbox, email: string): Promise<Account> {
  const password = newPassword()
  await api.call('signUp', { body: { email, password, name: 'Contract tests' } })
  const code = await inbox.find(email, 'a code', codeIn)
  await api.call('confirmSignUp', { body: { email, code } })
  return { email, password, session: await openSession(api, { email, password }) }
}

export const newPassword = (): string => randomBytes(18).toString('base64url')

export async function openSession(
  api: Api,
  credentials: Pick<Account, 'email' | 'password'>,
): Promise<AccountSession> {
  const { email, password } = credentials
  return sessionOf(await api.call('signIn', { body: { email, password } }))
}

export function sessionOf(tokens: unknown): AccountSession {
  const refreshToken = textAt(tokens, 'refreshToken')
  return {
    credential: { kind: 'accessToken', secret: textAt(tokens, 'accessToken') },
    refreshToken,
    cookie: `_10x_account=${refreshToken}`,
  }
}
