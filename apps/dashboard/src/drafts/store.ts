import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** Text that the server has not taken yet, with what it was written from. */
export interface Draft {
  /** Of the screen that writes it: two tabs on one page have one each. */
  readonly id: string
  readonly account: string
  /** What it is a text of, by an id that stays: `page:pag_…`. */
  readonly subject: string
  readonly fields: unknown
  /** The version that it comes from. */
  readonly base: { readonly etag: string; readonly fields: unknown }
  /** What was sent since, of which nobody knows whether it arrived. */
  readonly sent: readonly unknown[]
  /** Milliseconds since 1970. */
  readonly at: number
}

interface Schema extends DBSchema {
  drafts: {
    key: string
    value: Draft
    indexes: { account: string; subject: [account: string, subject: string] }
  }
}

let opening: Promise<IDBPDatabase<Schema>> | null = null

/** @throws where a browser keeps nothing: in some private windows, and where it is switched off. */
async function open(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('latchkey drafts', 1, {
    upgrade(database) {
      const drafts = database.createObjectStore('drafts', { keyPath: 'id' })
      drafts.createIndex('account', 'account')
      drafts.createIndex('subject', ['account', 'subject'])
    },
    // A newer dashboard in another tab wants to change it.
    blocking(_from, _to, event) {
      opening = null
      ;(event.target as IDBDatabase).close()
    },
    terminated() {
      opening = null
    },
  })
  try {
    return await opening
  } catch (error) {
    opening = null
    throw error
  }
}

/** Where drafts are kept: on this device, by account. All of it throws where a browser keeps nothing. */
export const draftStore = {
  put: async (draft: Draft): Promise<void> => void (await (await open()).put('drafts', draft)),
  delete: async (id: string): Promise<void> => await (await open()).delete('drafts', id),
  /** Those of one text, newest first. */
  async of(account: string, subject: string): Promise<readonly Draft[]> {
    const found = await (await open()).getAllFromIndex('drafts', 'subject', [account, subject])
    return found.toSorted((a, b) => b.at - a.at)
  },
  count: async (account: string): Promise<number> =>
    await (await open()).countFromIndex('drafts', 'account', account),
  /** What there are drafts of. */
  async subjects(account: string): Promise<ReadonlySet<string>> {
    const found = await (await open()).getAllFromIndex('drafts', 'account', account)
    return new Set(found.map(({ subject }) => subject))
  },
  async deleteAll(account: string): Promise<void> {
    const drafts = (await open()).transaction('drafts', 'readwrite')
    const ids = await drafts.store.index('account').getAllKeys(account)
    await Promise.all([...ids.map((id) => drafts.store.delete(id)), drafts.done])
  },
}

export type DraftStore = typeof draftStore
