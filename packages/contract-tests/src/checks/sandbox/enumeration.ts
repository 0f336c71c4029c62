import type { Check, Context } from '../../context.ts'
import type { Exchange } from '../../exchange.ts'
import { newPassword } from '../../sandbox/accounts.ts'
import type { Call } from '../../sandbox/api.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { sharedFile } from '../../sandbox/shop.ts'
import { sandboxOf } from './each.ts'

const RULE = 'enumeration'

/** A request for an address, and one that is known there. */
interface Question {
  readonly known: (s: Sandbox) => Promise<string>
  readonly ask: (s: Sandbox, email: string) => Promise<Call>
}

const account = async (s: Sandbox) => (await s.owner()).email
const visitor = async (s: Sandbox) => (await s.visitor()).email
const WRONG_CODE = '111 111'

/** By the operations that are asked. */
const questions: Readonly<Record<string, Question>> = {
  signUp: { known: account, ask: async (_, email) => ({ body: { email, password: newPassword() } }) },
  resendSignUpCode: { known: account, ask: async (_, email) => ({ body: { email } }) },
  confirmSignUp: { known: account, ask: async (_, email) => ({ body: { email, code: WRONG_CODE } }) },
  signIn: { known: account, ask: async (_, email) => ({ body: { email, password: newPassword() } }) },
  forgotPassword: { known: account, ask: async (_, email) => ({ body: { email } }) },
  resetPassword: {
    known: account,
    ask: async (_, email) => ({ body: { email, code: WRONG_CODE, newPassword: newPassword() } }),
  },
  requestMagicLink: {
    known: visitor,
    ask: async (s, email) => ({ body: { email, handle: await s.handle() } }),
  },
  requestFileLink: {
    known: visitor,
    ask: async (s, email) => ({ params: { fileId: await sharedFile(s) }, body: { email } }),
  },
}

/** Nobody learns which addresses are known. */
export const enumeration: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    for (const operation of context.operations) {
      const question = questions[operation.id]
      if (!question) continue
      const ask = async (email: string) =>
        await context.client.send({ ...(await question.ask(s, email)), operation })
      const unknown = await ask(s.nextAddress())
      const known = await ask(await question.known(s))
      compare(context, unknown, known)
    }
  },
}

function compare({ finding }: Context, unknown: Exchange, known: Exchange) {
  const says = (what: string) =>
    finding(RULE, known.operation ?? '', `A known address gets another ${what} than an unknown one.`, [
      unknown,
      known,
    ])
  if (known.answer.status !== unknown.answer.status) says('status')
  else if (bodyOf(known) !== bodyOf(unknown)) says('body')
  else if (headersOf(known) !== headersOf(unknown)) says('set of headers')
}

/** Members that differ from one answer to the next, whomever it is for. */
const OF_EACH_ANSWER = new Set(['challengeId', 'expiresAt', 'requestId'])

const bodyOf = ({ answer }: Exchange): string =>
  JSON.stringify(answer.json, (name, value: unknown) => (OF_EACH_ANSWER.has(name) ? typeof value : value)) ??
  answer.text

const headersOf = ({ answer }: Exchange): string => Object.keys(answer.headers).sort().join()
