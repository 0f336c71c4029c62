import { describe, expect, test } from 'vitest'
import { isLong } from '../../server/test/runs.ts'
import { ContractDocument } from '../src/document.ts'
import { readOptions } from '../src/options.ts'
import { answerRules } from '../src/rules/answers.ts'
import { fuzzRules } from '../src/rules/fuzz.ts'
import { sandboxRules } from '../src/rules/sandbox.ts'
import { run } from '../src/run.ts'
import { readAnnouncement } from '../src/sandbox/announcement.ts'
import { steps, unreachable } from '../src/sandbox/walk/steps.ts'
import { check } from './check.ts'
import { sandboxMutants } from './mutants/sandbox.ts'
import { sandboxBehindProxy } from './mutants/world.ts'

const { live, proxy } = await sandboxBehindProxy()

const checkAt = (origin: string, ...args: string[]) => check(['--base-url', origin, ...args])

const handles = async () => {
  const rows = await live.deps.db.selectFrom('handles').select('name').execute()
  return rows.map(({ name }) => name).filter((name) => name.startsWith('ct-'))
}

describe('against a server that keeps its contract', () => {
  // Two at once in `npm run test:long`.
  test('a run calls everything that can be called, finds nothing, and cleans up', async () => {
    const second = ['--sandbox', '--only', 'idempotent-replay,cursor-walk,tenant-isolation']
    const runs = await Promise.all([
      checkAt(live.origin(), '--sandbox'),
      ...(isLong ? [checkAt(live.origin(), ...second)] : []),
    ])
    for (const { code, text } of runs) {
      expect(text).toContain('Everything that was looked at holds.')
      expect(code).toBe(0)
    }
    const uncalled = [...(runs[0]?.text.matchAll(/^(\w+) was not called so that it succeeds: /gm) ?? [])]
    expect(uncalled.map(([, id]) => id).toSorted()).toEqual(Object.keys(unreachable).toSorted())
    // Whoever was paid stays in the books.
    expect((await handles()).length).toBeLessThanOrEqual(2)
    const mails = await (await fetch(`${live.inbox.origin}/email`)).text()
    expect(mails).not.toContain('@example.com')
  })

  test('every operation has its request, or a reason for none', async () => {
    const object = await (await fetch(`${live.origin()}/openapi.json`)).json()
    const ids = new ContractDocument(object).operations.map(({ id }) => id)
    expect([...Object.keys(steps), ...Object.keys(unreachable)].toSorted()).toEqual(ids.toSorted())
  })

  test('an operation that nobody knows yet is a finding', async () => {
    proxy.mutate(async (request, ask) => {
      const answer = await ask(request)
      if (request.path === '/openapi.json') {
        answer.body = Buffer.from(answer.body.toString().replace('"getJwks"', '"getOtherKeys"'))
      }
      return answer
    })
    const { code, text } = await checkAt(proxy.origin, '--sandbox', '--only', 'valid-request,getOtherKeys')
    expect(text).toContain('This version of the contract tests does not know how to call it.')
    expect(code).toBe(1)
  })

  test('inputs made from the schemas, written to its own handle, find nothing', async () => {
    const only = Object.keys({ ...answerRules, ...fuzzRules }).join()
    const { code, text } = await checkAt(
      live.origin(),
      '--sandbox',
      '--fuzz',
      '300',
      '--seed',
      '1',
      '--only',
      only,
    )
    expect(text).toContain('Everything that was looked at holds.')
    expect(code).toBe(0)
  })

  test('what was interrupted is cleaned up', async () => {
    const before = await handles()
    const interrupt = new AbortController()
    proxy.mutate(async (request, ask) => {
      const answer = await ask(request)
      if (request.operation === 'updateHandleProfile') interrupt.abort()
      return answer
    })
    const options = readOptions(['--base-url', proxy.origin, '--sandbox', '--only', 'if-match'])
    if (options === 'help') throw new Error('No help was asked for.')
    await run(options, { signal: interrupt.signal }).catch(() => null)
    expect(interrupt.signal.aborted).toBe(true)
    expect(await handles()).toEqual(before)
  })
})

describe('--sandbox is refused', () => {
  const documentWith = async (announced: object | undefined) => {
    const object = await (await fetch(`${live.origin()}/openapi.json`)).json()
    return new ContractDocument({ ...object, 'x-latchkey-sandbox': announced })
  }

  test('where none is announced: it ends with 2, and makes nothing', async () => {
    proxy.mutate(async (request, ask) => {
      const answer = await ask(request)
      if (request.path === '/openapi.json') {
        answer.body = Buffer.from(answer.body.toString().replace('x-latchkey-sandbox', 'x-other'))
      }
      return answer
    })
    const { code, text } = await checkAt(proxy.origin, '--sandbox')
    expect(text).toContain('announces no sandbox')
    expect(code).toBe(2)
  })

  test.each([
    ['a Stripe elsewhere', () => ({ stripe: 'https://api.stripe.com/_control' }), 'is not on this machine'],
    ['what is no local Stripe', () => ({ stripe: `${live.origin()}/_control` }), 'is not the local Stripe'],
    ['an inbox elsewhere', () => ({ inbox: 'https://mail.example' }), 'is not on this machine'],
    ['what is no inbox', () => ({ inbox: live.origin() }), 'is no inbox'],
  ])('beside %s', async (_, change, sentence) => {
    const announced = { inbox: live.inbox.origin, stripe: `${live.stripe.url}/_control`, ...change() }
    const read = readAnnouncement(await documentWith(announced), live.origin())
    await expect(read).rejects.toThrow(sentence)
  })
})

describe('faults', () => {
  test('there is one for every rule', () => {
    const ruled = new Set(sandboxMutants.map(({ rule }) => rule))
    expect([...ruled].toSorted()).toEqual(Object.keys(sandboxRules).toSorted())
  })

  test.each(sandboxMutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    async (_, { rule, operations = [], args = [], start }) => {
      proxy.mutate(start())
      const only = [rule, ...operations].join(',')
      const { code, text } = await checkAt(proxy.origin, ...args, '--only', only)
      expect(text).toContain(`#${rule})`)
      expect(code).toBe(1)
    },
  )
})
