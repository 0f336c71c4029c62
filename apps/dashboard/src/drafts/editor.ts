// One text that is being edited: sends it, keeps it on the device, and hears of other tabs. It knows nothing of React.
import { LatchkeyError, TransportError } from '@latchkey/sdk'
import { newKey } from '../ui/once.ts'
import {
  advance,
  begin,
  type Editing,
  type EditingEvent,
  isUnsaved,
  type Same,
  type Version,
} from './editing.ts'
import type { Draft, DraftStore } from './store.ts'
import type { Message, Tabs } from './tabs.ts'

/** What a screen shows of it. */
export interface EditorView<Fields> extends Editing<Fields> {
  readonly isUnsaved: boolean
  /** Whether what is not saved is kept on this device, as it is now. */
  readonly isKept: boolean
  /** Whether this browser keeps nothing. */
  readonly keepsNothing: boolean
  /** Why it was not saved the last time. */
  readonly error: unknown
  /** Texts that were not saved, of screens that are gone; newest first. */
  readonly offers: readonly Draft[]
  /** Whether another tab has it open. */
  readonly isElsewhere: boolean
}

export interface EditorOptions<Fields> {
  readonly account: string
  readonly subject: string
  readonly version: Version<Fields>
  readonly same: Same<Fields>
  /** Writes it for a version. @throws what the SDK throws. */
  readonly save: (fields: Fields, to: { etag: string; key: string }) => Promise<Version<Fields>>
  /** Reads what the server has. */
  readonly load: () => Promise<Version<Fields>>
  readonly store: DraftStore
  readonly tabs: Tabs
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Calls after a while, at most once for each `keep`. */
  readonly later: (run: () => void) => () => void
}

export type Editor<Fields> = ReturnType<typeof createEditor<Fields>>

/** Whether a request may have taken effect although nobody said so. */
const isUnsure = (error: unknown): boolean =>
  TransportError.is(error) || (LatchkeyError.is(error) && (error.retry === 'same_key' || error.status >= 500))

const isOutdated = (error: unknown): boolean =>
  LatchkeyError.is(error) && error.rawCode === 'precondition_failed'

/** Times that a save is tried again when the server turns out to have our own text, or only another state. */
const MAX_ROUNDS = 4

/** Begins to edit a version. */
export function createEditor<Fields>(options: EditorOptions<Fields>) {
  const { account, subject, same, store, tabs } = options
  const id = newKey()
  let state = begin(options.version)
  let view: EditorView<Fields>
  /** What is stored of it. */
  let kept: Editing<Fields> | null = null
  let isClosed = false
  let keepsNothing = false
  let error: unknown = null
  let offers: readonly Draft[] = []
  let cancelKeeping: (() => void) | null = null
  let saving: Promise<boolean> | null = null
  let isAskedAgain = false
  /** Of a request whose answer was lost; sent again, it takes effect once. */
  let attempt: { readonly key: string; readonly fields: Fields; readonly etag: string } | null = null
  const others = new Set<string>()
  const listeners = new Set<() => void>()

  const show = () => {
    const unsaved = !isClosed && isUnsaved(state, same)
    view = {
      ...state,
      isUnsaved: unsaved,
      isKept: unsaved && kept !== null && same(kept.fields, state.fields),
      keepsNothing,
      error,
      offers,
      isElsewhere: others.size > 0,
    }
    for (const listener of listeners) listener()
  }

  const change = (event: EditingEvent<Fields>) => {
    state = advance(state, event, same)
    keepLater()
    show()
  }

  // One write after the other, so that the last one is the last one stored.
  let storing: Promise<unknown> = Promise.resolve()
  const store1 = (write: () => Promise<unknown>) => {
    storing = storing.then(write).catch(() => {
      keepsNothing = true
      show()
    })
    return storing
  }

  const keep = () => {
    cancelKeeping?.()
    cancelKeeping = null
    return store1(async () => {
      const { base, fields, sent } = state
      if (isClosed || !isUnsaved(state, same)) {
        if (kept === null) return
        kept = null
        await store.delete(id)
        return
      }
      if (kept?.fields === fields && kept.base === base && kept.sent === sent) return
      const put = state
      await store.put({ id, account, subject, base, fields, sent, at: options.now() })
      kept = put
      keepsNothing = false
      show()
    })
  }

  const keepLater = () => {
    cancelKeeping ??= options.later(keep)
  }

  const sendOnce = async (): Promise<'saved' | 'again' | 'stopped'> => {
    const { base, fields } = state
    const isRepeat = attempt?.fields === fields && attempt.etag === base.etag
    const { key } = isRepeat && attempt ? attempt : { key: newKey() }
    attempt = null
    change({ type: 'sending' })
    keep()
    try {
      const version = await options.save(fields, { etag: base.etag, key })
      change({ type: 'saved', version })
      tabs.tell({ kind: 'saved', account, subject }, hear)
      return 'saved'
    } catch (cause) {
      if (isOutdated(cause)) {
        // An earlier try of the same text may have arrived.
        change({ type: 'lost' })
        return await compare()
      }
      error = cause
      if (isUnsure(cause)) attempt = { key, fields, etag: base.etag }
      change({ type: isUnsure(cause) ? 'lost' : 'refused' })
      return 'stopped'
    }
  }

  /** The server has another version: whose? */
  const compare = async (): Promise<'saved' | 'again' | 'stopped'> => {
    try {
      change({ type: 'found', version: await options.load() })
    } catch (cause) {
      error = cause
      show()
      return 'stopped'
    }
    if (state.theirs !== null) return 'stopped'
    return isUnsaved(state, same) ? 'again' : 'saved'
  }

  const saveAll = async (): Promise<boolean> => {
    error = null
    for (let round = 0; round < MAX_ROUNDS; round++) {
      isAskedAgain = false
      const outcome = await sendOnce()
      if (outcome === 'stopped') return false
      if (outcome === 'saved' && !(isAskedAgain && isUnsaved(state, same))) return !isUnsaved(state, same)
    }
    return !isUnsaved(state, same)
  }

  const hear = (message: Message) => {
    if (message.kind === 'gone') {
      if (others.delete(message.id)) show()
    } else if (message.account !== account) return
    else if (message.kind === 'deleted') {
      end()
    } else if (message.subject !== subject) return
    else if (message.kind === 'saved') options.load().then(found, () => undefined)
    else if (message.kind === 'ask') tabs.tell({ kind: 'here', account, subject, id }, hear)
    else if (message.kind === 'here' && message.id !== id) {
      others.add(message.id)
      // What another tab is writing is not left over.
      offers = offers.filter((offer) => offer.id !== message.id)
      show()
    }
  }

  show()
  return {
    id,
    get view(): EditorView<Fields> {
      return view
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** Connects it to the other tabs, and looks for texts that were left. @returns what ends that. */
    open() {
      const stop = tabs.listen(hear)
      tabs.tell({ kind: 'ask', account, subject }, hear)
      tabs.tell({ kind: 'here', account, subject, id }, hear)
      store1(async () => {
        const drafts = await store.of(account, subject)
        offers = drafts.filter((draft) => draft.id !== id && !others.has(draft.id))
        for (const draft of offers) if (!isUnsaved(restored(draft), same)) drop(draft)
        show()
      })
      return () => {
        stop()
        keep()
        tabs.tell({ kind: 'gone', id })
      }
    },
    type(fields: Fields) {
      change({ type: 'typed', fields })
    },
    /** Sends it; what is asked for meanwhile follows. @returns whether the server has all of it now. */
    save(): Promise<boolean> {
      if (saving) {
        isAskedAgain = true
        return saving
      }
      if (state.theirs !== null) return Promise.resolve(false)
      if (!isUnsaved(state, same)) return Promise.resolve(true)
      saving = saveAll().finally(() => {
        saving = null
      })
      return saving
    },
    /** What was read of the server in the background. */
    found,
    /** Goes on with the other's text. One's own is left like that of a screen that is gone: it can be had back. */
    takeTheirs() {
      offers = [...setAside(), ...offers]
      change({ type: 'take theirs' })
    },
    merge: (fields: Fields) => change({ type: 'merged', fields }),
    /** Goes on with a text that was left. What was typed meanwhile takes its place. */
    async resume(draft: Draft) {
      const swapped = setAside()
      state = restored(draft)
      offers = [...swapped, ...offers.filter((offer) => offer !== draft)]
      show()
      await keep()
      if (view.isKept) await store1(() => store.delete(draft.id))
    },
    drop(draft: Draft) {
      drop(draft)
      show()
    },
    /** Keeps it now: the page may be about to go. */
    keep,
    /** What it is a text of is gone, and so is the text. */
    end,
  }

  function end(): Promise<unknown> {
    offers = []
    isClosed = true
    show()
    return keep()
  }

  /** Keeps what is typed as a text of its own. */
  function setAside(): readonly Draft[] {
    if (!isUnsaved(state, same)) return []
    const { base, fields, sent } = state
    const draft: Draft = { id: newKey(), account, subject, base, fields, sent, at: options.now() }
    store1(() => store.put(draft))
    return [draft]
  }

  function found(version: Version<Fields>) {
    if (state.saving === null && version.etag !== state.base.etag) change({ type: 'found', version })
  }

  function drop(draft: Draft) {
    offers = offers.filter((offer) => offer !== draft)
    store1(() => store.delete(draft.id))
  }

  /** A text that was left, beside what the server has now. */
  function restored({ base, fields, sent }: Draft): Editing<Fields> {
    const left = { base, fields, sent, saving: null, theirs: null } as Editing<Fields>
    return advance(left, { type: 'found', version: state.base }, same)
  }
}
