import { randomBytes } from 'node:crypto'
import type { Client } from '../client.ts'
import type { ContractDocument } from '../document.ts'
import type { Credential, Exchange } from '../exchange.ts'
import { type Account, type AccountSession, newAccount, openSession, sessionOf } from './accounts.ts'
import type { Announcement } from './announcement.ts'
import { Api } from './api.ts'
import { Inbox } from './inbox.ts'
import { textAt } from './json.ts'
import { grantTokens, type OAuthClient, registerClient } from './oauth.ts'
import { LocalStripe } from './stripe.ts'
import { signInByCode, signInByLink, type Visitor } from './visitors.ts'

/** Whoever works the queues in the demo data of `npm start`. */
const OPERATOR = { email: 'operator@latchkey.test', password: 'latchkey-demo-password' }

/** Operations that make what no other deletes. */
const LASTING = new Set(['registerOAuthClient', 'reportProblem', 'reportContent'])

/**
 * What a run makes for itself, each thing when a check first asks for it. Its name is random and in every address, so
 * that runs at the same time do not meet.
 */
export class Sandbox {
  /** Its handle; the names of others, and every address, begin with it. */
  readonly name = `ct-${randomBytes(5).toString('hex')}`
  readonly document: ContractDocument
  readonly stripe: LocalStripe
  api: Api
  inbox: Inbox
  signal: AbortSignal | undefined
  readonly #where: Announcement
  /** What is to be removed in the end. */
  readonly accounts: Account[] = []
  readonly addresses: string[] = []
  readonly visitorTokens = new Set<string>()
  /** What cannot be removed, such as reports: operations that made something. */
  readonly lasting = new Set<string>()
  readonly #made = new Map<string, Promise<unknown>>()
  #count = 0

  constructor(document: ContractDocument, client: Client, where: Announcement, signal?: AbortSignal) {
    this.document = document
    this.#where = where
    this.api = new Api(document, client)
    this.inbox = new Inbox(where.inbox, signal)
    this.stripe = new LocalStripe(where.stripe)
    this.signal = signal
  }

  /** Goes on with another client, after the signal of the first has ended what was under way. */
  with(client: Client): this {
    this.api = new Api(this.document, client)
    this.inbox = new Inbox(this.#where.inbox)
    this.signal = undefined
    return this
  }

  /** Whether anybody has asked for it. */
  has(name: string): boolean {
    return this.#made.has(name)
  }

  /** Looks at every exchange, for what has to be removed in the end, whichever check it was that made it. */
  see({ operation, answer }: Exchange): void {
    for (const [, token] of (answer.headers['set-cookie'] ?? '').matchAll(/_10x_visitor=(vst_[\w-]+)/g)) {
      if (token) this.visitorTokens.add(token)
    }
    if (operation && LASTING.has(operation.id) && answer.status === 201) this.lasting.add(operation.id)
  }

  /** The host of a handle's site. */
  hostOf(handle: string): string {
    return `${handle}.${new URL(this.api.client.origin).host}`
  }

  /** A name that nothing else in this run has. */
  next(): string {
    this.#count += 1
    return `${this.name}-${this.#count}`
  }

  /** An address that nobody else has. */
  nextAddress(): string {
    const address = `${this.next()}@example.com`
    this.addresses.push(address)
    return address
  }

  /** The same for everybody who asks by this name. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.#made.get(name) as Promise<T> | undefined) ?? make()
    this.#made.set(name, made)
    return made
  }

  async newAccount(): Promise<Account> {
    const account = await newAccount(this.api, this.inbox, this.nextAddress())
    this.accounts.push(account)
    return account
  }

  /** Owns the handle. */
  owner(): Promise<Account> {
    return this.once('owner', () => this.newAccount())
  }

  /** Owns another handle, and has nothing to do with the first. */
  outsider(): Promise<Account> {
    return this.once('outsider', () => this.newAccount())
  }

  /** Is offered roles. */
  member(): Promise<Account> {
    return this.once('member', () => this.newAccount())
  }

  /** Works the platform's queues; `null` where the demo data is missing. */
  operator(): Promise<AccountSession | null> {
    return this.once('operator', async () => {
      const { answer } = await this.api.send('signIn', { body: OPERATOR })
      return answer.status === 200 ? sessionOf(answer.json) : null
    })
  }

  async newHandle(owner: Account, name = this.next()): Promise<string> {
    await this.api.call('createHandle', { body: { name }, as: owner.session.credential })
    return name
  }

  /** The handle of the run. */
  handle(): Promise<string> {
    return this.once('handle', async () => this.newHandle(await this.owner(), this.name))
  }

  otherHandle(): Promise<string> {
    return this.once('otherHandle', async () => this.newHandle(await this.outsider()))
  }

  async newVisitor(): Promise<Visitor> {
    return await signInByLink(this.api, this.inbox, this.nextAddress())
  }

  visitor(): Promise<Visitor> {
    return this.once('visitor', () => this.newVisitor())
  }

  /** Somebody who is signed in for this handle only. */
  visitorOf(handle: string): Promise<Visitor> {
    return this.once(`visitor of ${handle}`, () =>
      signInByCode(this.api, this.inbox, this.nextAddress(), handle),
    )
  }

  oauthClient(isPublic = true): Promise<OAuthClient> {
    return this.once(`oauthClient ${isPublic}`, () => registerClient(this.api, isPublic))
  }

  async newPersonalToken(
    handle: string,
    owner: Account,
    scopes = this.scopes,
  ): Promise<{ id: string; secret: string }> {
    const token = await this.api.call('createToken', {
      params: { handle },
      body: { name: this.next(), scopes },
      as: owner.session.credential,
    })
    return { id: textAt(token, 'id'), secret: textAt(token, 'token') }
  }

  /** Every scope that the document knows. */
  get scopes(): readonly string[] {
    const scopes = this.document.operations.flatMap(({ object }) => object['x-scope'] ?? [])
    return [...new Set(scopes)]
  }

  /** A credential of this kind that may do everything on the handle of the run; `null` for none. */
  async credential(kind: string | null): Promise<Credential | null> {
    switch (kind) {
      case 'accessToken':
        return (await this.owner()).session.credential
      case 'visitorToken':
        return (await this.visitor()).token
      case 'visitorCookie':
        return (await this.visitor()).cookie
      case 'oauth':
        return await this.once('oauth', async () => {
          await this.handle()
          const { accessToken } = await grantTokens(this.api, await this.owner(), await this.oauthClient())
          return { kind: 'oauth', secret: accessToken }
        })
      case 'personalToken':
      case 'personalTokenHeader': {
        const make = async () => this.newPersonalToken(await this.handle(), await this.owner())
        return { kind, secret: (await this.once('personalToken', make)).secret }
      }
      case 'clientBasic': {
        const { id, secret } = await this.oauthClient(false)
        return { kind, secret: `${id}:${secret}` }
      }
      default:
        return null
    }
  }

  /** A fresh session of an account. */
  async newSession(account: Account) {
    return await openSession(this.api, account)
  }
}
