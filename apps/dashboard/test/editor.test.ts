// An editor between a server that fails, a device that keeps drafts, and other tabs.
import { LatchkeyError, TransportError } from '@latchkey/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Version } from '../src/drafts/editing.ts'
import { createEditor, type Editor } from '../src/drafts/editor.ts'
import type { Draft, DraftStore } from '../src/drafts/store.ts'
import { connectTabs } from '../src/drafts/tabs.ts'

type Fate = 'answered' | 'lost before' | 'lost after' | 'refused'

const refusal = (code: string, status: number) =>
  new LatchkeyError(
    {
      error: code,
      message: code,
      requestId: 'req_1',
      docUrl: 'https://docs.example',
      details: null,
    } as never,
    new Response(null, { status }),
  )

/** A server with one text, which takes a write for the state that it names, and a write with a known key once. */
class Server {
  version = 1
  text = 'first'
  /** All that it ever held. */
  readonly held: string[] = ['first']
  readonly answers = new Map<string, Version<string>>()
  writes = 0
  next: Fate = 'answered'

  now = (): Version<string> => ({ etag: `"${this.version}"`, fields: this.text })

  put(text: string) {
    this.text = text
    this.held.push(text)
    this.version++
  }

  save = async (text: string, { etag, key }: { etag: string; key: string }): Promise<Version<string>> => {
    const fate = this.next
    this.next = 'answered'
    await null
    if (fate === 'lost before') throw new TransportError('gone')
    if (fate === 'refused') throw refusal('insufficient_role', 403)
    const known = this.answers.get(key)
    if (known === undefined) {
      if (etag !== this.now().etag) throw refusal('precondition_failed', 412)
      this.writes++
      this.put(text)
      this.answers.set(key, this.now())
    }
    if (fate === 'lost after') throw new TransportError('gone')
    return this.answers.get(key) ?? this.now()
  }

  load = async (): Promise<Version<string>> => this.now()
}

class Device implements DraftStore {
  readonly drafts = new Map<string, Draft>()
  isBroken = false
  readonly #work = async <T>(work: () => T): Promise<T> => {
    if (this.isBroken) throw new Error('QuotaExceededError')
    return work()
  }
  put = (draft: Draft) => this.#work(() => void this.drafts.set(draft.id, draft))
  delete = (id: string) => this.#work(() => void this.drafts.delete(id))
  of = (account: string, subject: string) =>
    this.#work(() =>
      [...this.drafts.values()]
        .filter((draft) => draft.account === account && draft.subject === subject)
        .toSorted((a, b) => b.at - a.at),
    )
  count = (account: string) =>
    this.#work(() => [...this.drafts.values()].filter((draft) => draft.account === account).length)
  subjects = async () => new Set<string>()
  deleteAll = (account: string) =>
    this.#work(() => {
      for (const { id, account: owner } of [...this.drafts.values()])
        if (owner === account) this.drafts.delete(id)
    })
}

let names = 0
/** A browser, with as many tabs as one opens. */
function browser(server = new Server(), device = new Device()) {
  const tabs = connectTabs(`test ${names++}`)
  let time = 0
  const open = (account = 'acc_1'): Editor<string> & { close: () => void } => {
    const editor = createEditor<string>({
      account,
      subject: 'page:pag_1',
      version: server.now(),
      same: (one, other) => one === other,
      save: server.save,
      load: server.load,
      store: device,
      tabs,
      now: () => time++,
      later: (run) => {
        queueMicrotask(run)
        return () => undefined
      },
    })
    const close = editor.open()
    return Object.assign(Object.create(editor) as Editor<string>, { close })
  }
  return { server, device, tabs, open }
}

/** Everything that was begun has come to its end. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('saving', () => {
  test('counts when the server says so, and not before', async () => {
    const { server, device, open } = browser()
    const editor = open()
    editor.type('second')
    await settled()
    expect(editor.view).toMatchObject({ isUnsaved: true, isKept: true })
    const saving = editor.save()
    expect(editor.view).toMatchObject({ isUnsaved: true, saving: 'second' })
    expect(await saving).toBe(true)
    await settled()
    expect(editor.view).toMatchObject({ isUnsaved: false, saving: null })
    expect([server.text, server.writes, device.drafts.size]).toEqual(['second', 1, 0])
  })

  test('twice at once is one write; what was typed meanwhile follows when it was asked for', async () => {
    const { server, open } = browser()
    const editor = open()
    editor.type('second')
    const once = editor.save()
    const twice = editor.save()
    await Promise.all([once, twice])
    expect(server.writes).toBe(1)
    editor.type('third')
    const first = editor.save()
    editor.type('fourth')
    editor.save()
    expect(await first).toBe(true)
    expect([server.text, server.writes]).toEqual(['fourth', 3])
    editor.type('fifth')
    const alone = editor.save()
    editor.type('sixth')
    expect(await alone).toBe(false)
    expect(server.text).toBe('fifth')
    expect(editor.view).toMatchObject({ isUnsaved: true, fields: 'sixth' })
  })

  test('an answer that was lost is had again by the same key', async () => {
    const { server, open } = browser()
    const editor = open()
    editor.type('second')
    server.next = 'lost after'
    expect(await editor.save()).toBe(false)
    expect(editor.view.isUnsaved).toBe(true)
    expect(editor.view.error).toBeInstanceOf(TransportError)
    expect(await editor.save()).toBe(true)
    expect([server.writes, editor.view.error]).toEqual([1, null])
  })

  test('text that arrived without an answer is nobody else’s, whatever was typed since', async () => {
    const { server, open } = browser()
    const editor = open()
    editor.type('second')
    server.next = 'lost after'
    await editor.save()
    editor.type('third')
    expect(await editor.save()).toBe(true)
    expect(editor.view.theirs).toBeNull()
    expect(server.held).toEqual(['first', 'second', 'third'])
  })

  test('is no conflict where only something else about it has changed', async () => {
    const { server, open } = browser()
    const editor = open()
    editor.type('second')
    server.version++
    expect(await editor.save()).toBe(true)
    expect(server.text).toBe('second')
  })

  test('what is refused stays, and says why', async () => {
    const { server, device, open } = browser()
    const editor = open()
    editor.type('second')
    server.next = 'refused'
    expect(await editor.save()).toBe(false)
    await settled()
    expect(editor.view).toMatchObject({ isUnsaved: true, isKept: true, error: { code: 'insufficient_role' } })
    expect([...device.drafts.values()]).toMatchObject([{ fields: 'second', sent: [] }])
  })
})

describe('two who write', () => {
  const conflict = async () => {
    const one = browser()
    const editor = one.open()
    editor.type('mine')
    one.server.put('theirs')
    expect(await editor.save()).toBe(false)
    expect(editor.view).toMatchObject({ fields: 'mine', theirs: { fields: 'theirs' } })
    expect(await editor.save()).toBe(false)
    expect(one.server.text).toBe('theirs')
    return { ...one, editor }
  }

  test('both texts are there, and the writer decides', async () => {
    const keeps = await conflict()
    keeps.editor.merge(keeps.editor.view.fields)
    expect(await keeps.editor.save()).toBe(true)
    expect(keeps.server.text).toBe('mine')

    const takes = await conflict()
    takes.editor.takeTheirs()
    await settled()
    expect(takes.editor.view).toMatchObject({ fields: 'theirs', isUnsaved: false })
    // Whoever thinks better of it has the other back.
    expect(takes.editor.view.offers).toMatchObject([{ fields: 'mine' }])
    expect([...takes.device.drafts.values()]).toMatchObject([{ fields: 'mine' }])

    const merges = await conflict()
    merges.server.put('theirs again')
    merges.editor.merge('both')
    expect(await merges.editor.save()).toBe(false)
    expect(merges.editor.view.theirs?.fields).toBe('theirs again')
  })

  test('who typed nothing is shown the other’s text', async () => {
    const { server, open } = browser()
    const editor = open()
    server.put('theirs')
    editor.found(server.now())
    expect(editor.view).toMatchObject({ fields: 'theirs', isUnsaved: false })
  })
})

describe('drafts', () => {
  test('are offered to whoever opens the page after a crash, and gone when saved or dropped', async () => {
    const { server, device, open } = browser()
    const before = open()
    before.type('second')
    await settled()
    const stranger = browser(server, device).open('acc_2')
    const after = browser(server, device).open()
    await settled()
    expect(stranger.view.offers).toEqual([])
    expect(after.view.offers).toMatchObject([{ fields: 'second' }])
    const [offer] = after.view.offers
    if (offer) await after.resume(offer)
    expect(after.view).toMatchObject({ fields: 'second', isKept: true, offers: [] })
    expect(device.drafts.size).toBe(1)
    await after.save()
    await settled()
    expect(device.drafts.size).toBe(0)
  })

  test('are not offered when the server has them after all', async () => {
    const { server, device, open } = browser()
    const before = open()
    before.type('second')
    await settled()
    server.put('second')
    const after = browser(server, device).open()
    await settled()
    expect(after.view.offers).toEqual([])
    expect(device.drafts.size).toBe(0)
  })

  test('of an older version lead to both texts', async () => {
    const { server, device, open } = browser()
    open().type('mine')
    await settled()
    server.put('theirs')
    const after = browser(server, device).open()
    await settled()
    const [offer] = after.view.offers
    if (offer) await after.resume(offer)
    expect(after.view).toMatchObject({ fields: 'mine', theirs: { fields: 'theirs' } })
  })

  test('change places with what was typed before one was taken up', async () => {
    const { server, device, open } = browser()
    open().type('old')
    await settled()
    const after = browser(server, device).open()
    await settled()
    after.type('new')
    const [offer] = after.view.offers
    if (offer) await after.resume(offer)
    await settled()
    expect(after.view).toMatchObject({ fields: 'old', offers: [{ fields: 'new' }] })
    expect([...device.drafts.values()].map(({ fields }) => fields).toSorted()).toEqual(['new', 'old'])
  })

  test('of another tab are its own: both are told of each other, and of what was saved', async () => {
    const { open } = browser()
    const one = open()
    one.type('mine')
    await settled()
    const two = open()
    await settled()
    expect([one.view.isElsewhere, two.view.isElsewhere, two.view.offers]).toEqual([true, true, []])
    await one.save()
    await settled()
    expect(two.view).toMatchObject({ fields: 'mine', isUnsaved: false })
    one.close()
    expect(two.view.isElsewhere).toBe(false)
  })

  test('go when their account signs out, and do not come back', async () => {
    const { device, tabs, open } = browser()
    const editor = open()
    const other = open('acc_2')
    editor.type('mine')
    other.type('not mine')
    await settled()
    tabs.tell({ kind: 'deleted', account: 'acc_1' })
    await device.deleteAll('acc_1')
    editor.type('late')
    await settled()
    expect(editor.view.isUnsaved).toBe(false)
    expect([...device.drafts.values()]).toMatchObject([{ account: 'acc_2' }])
  })

  test('a device that keeps nothing is said so, and saving works', async () => {
    const { server, device, open } = browser()
    device.isBroken = true
    const editor = open()
    editor.type('second')
    await settled()
    expect(editor.view).toMatchObject({ keepsNothing: true, isKept: false, isUnsaved: true })
    expect(await editor.save()).toBe(true)
    expect(server.text).toBe('second')
  })
})

test('whatever fails and whoever else writes, nothing that was typed last is ever lost, and nothing is overwritten unseen', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant('type' as const) },
    { weight: 4, arbitrary: fc.constant('save' as const) },
    fc.constantFrom('other', 'touch', 'crash', 'decide', 'lost before', 'lost after', 'refused' as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const server = new Server()
      const device = new Device()
      let editor = browser(server, device).open()
      let typed: string | null = null
      let count = 0
      /** What the editor has shown of the server's. */
      const seen = new Set<string>()
      for (const each of steps) {
        const before = server.text
        if (each === 'type') {
          typed = `mine ${count++}`
          editor.type(typed)
        } else if (each === 'save') await editor.save()
        else if (each === 'other') server.put(`other ${count++}`)
        else if (each === 'touch') server.version++
        else if (each === 'crash') {
          editor = browser(server, device).open()
          await settled()
          const [offer] = editor.view.offers
          if (offer) await editor.resume(offer)
        } else if (each === 'decide') {
          if (editor.view.theirs) editor.merge(editor.view.fields)
        } else {
          server.next = each
          await editor.save()
          server.next = 'answered'
        }
        await settled()
        // What was typed last is on the screen, or the server had it.
        if (typed !== null) expect([editor.view.fields, ...server.held]).toContain(typed)
        if (editor.view.isUnsaved) expect([...device.drafts.values()].length).toBeGreaterThan(0)
        else expect(server.held).toContain(editor.view.fields)
        // The other's text is replaced by nothing but a decision, for which it was shown.
        if (each !== 'other' && before.startsWith('other') && server.text !== before)
          expect(seen).toContain(before)
        if (editor.view.theirs) seen.add(editor.view.theirs.fields)
        seen.add(editor.view.base.fields)
      }
    }),
    { numRuns: 150 },
  )
})
