import fc from 'fast-check'
import { type Client, LeavesTrace, NoAnswer } from '../client.ts'
import type { Check, Context } from '../context.ts'
import type { ContractDocument, Operation } from '../document.ts'
import { each } from '../each.ts'
import { type Credential, credentialFor, type Exchange, type RequestSpec } from '../exchange.ts'
import { answerRules } from '../rules/answers.ts'
import { fuzzRules } from '../rules/fuzz.ts'
import type { RuleId } from '../rules.ts'
import { page } from '../sandbox/shop.ts'
import { type Input, inputsOf } from './input.ts'
import { type Problem, problemsOf } from './judge.ts'
import { knownParams } from './known.ts'
import { mayBeSent } from './may-be-sent.ts'

/** Requests at most by which one finding is made smaller. */
const SHRINKS = 60

/** Sends inputs made from the schemas, valid and broken: the same for the same seed. */
export const fuzz: Check = {
  rules: [...Object.keys(answerRules), ...Object.keys(fuzzRules)] as RuleId[],
  async run(given) {
    const { options, operations } = given
    if (options.fuzz === 0) return
    const context = { ...given, credentials: await credentialsAtHand(given) }
    const known = await knownParams(context)
    const targets = operations.flatMap((operation) => {
      const inputs = inputsOf(context.document, operation, known)
      const input = options.sandbox || operation.isSafe ? inputs.any : inputs.broken
      return input && mayBeSent(operation, options.sandbox) ? [{ operation, input }] : []
    })
    // Which operations get one more than others is the seed's choice, so that few inputs reach all of them in time.
    const first = options.seed % Math.max(1, targets.length)
    for (const [index, { operation, input }] of targets.entries()) {
      const turn = (index - first + targets.length) % targets.length
      const share = Math.floor((options.fuzz + targets.length - 1 - turn) / targets.length)
      await each(context, [operation], () => fuzzOperation(context, operation, input, share))
    }
  },
}

/** Sends as many inputs as given; what breaks a rule is made smaller, and then looked for no more. */
async function fuzzOperation(
  { document, client, credentials, options, finding }: Context,
  operation: Operation,
  input: fc.Arbitrary<Input>,
  share: number,
): Promise<void> {
  const as = credentialFor(operation, credentials)
  const found = new Set<RuleId>()
  for (let left = share, round = 0; left > 0; round += 1) {
    // From the largest to the smallest; fast-check makes smaller what is said not to hold.
    const broken: { problem: Problem; exchanges: Exchange[] }[] = []
    const stopped: unknown[] = []
    let tries = 0
    const holds = async (made: Input) => {
      const rule = broken.at(-1)?.problem.rule
      if (rule !== undefined) tries += 1
      if (tries > SHRINKS || stopped.length > 0 || !client.hasQuota(operation)) return true
      try {
        const { problems, exchanges } = await outcome(document, client, requestOf(operation, made, as))
        const problem = problems.find((one) =>
          rule === undefined ? !found.has(one.rule) : one.rule === rule,
        )
        if (problem) broken.push({ problem, exchanges })
        return !problem
      } catch (error) {
        // It fits the schema closely enough that a server which is too lenient would carry it out.
        if (error instanceof LeavesTrace) return true
        stopped.push(error)
        return true
      }
    }
    const seed = seedOf(`${options.seed} ${operation.id} ${round}`)
    const { numRuns } = await fc.check(fc.asyncProperty(input, holds), { seed, numRuns: left })
    if (stopped.length > 0) throw stopped[0]
    const smallest = broken.at(-1)
    if (!smallest) return
    const { problem, exchanges } = smallest
    finding(problem.rule, operation, problem.sentence, exchanges)
    found.add(problem.rule)
    left -= numRuns
  }
}

/** What is wrong with what comes of a request. */
async function outcome(document: ContractDocument, client: Client, request: RequestSpec) {
  try {
    const exchange = await client.send(request)
    return { problems: problemsOf(document, exchange), exchanges: [exchange] }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    const problem: Problem = { rule: 'server-error', sentence: 'It broke off instead of answering.' }
    return { problems: [problem], exchanges: [] }
  }
}

/** What the options give, and what the sandbox has. */
async function credentialsAtHand({ credentials, document, sandbox }: Context) {
  if (!sandbox) return credentials
  // So that its handle has something to name.
  await page(sandbox)
  const all = new Map(credentials)
  for (const kind of Object.keys(document.object.components.securitySchemes)) {
    const made = all.has(kind) ? null : await sandbox.credential(kind)
    if (made) all.set(kind, made)
  }
  return all
}

function requestOf(operation: Operation, input: Input, as: Credential | null): RequestSpec {
  const { params, query, headers, body } = input
  return { operation, params, query, headers, as, generated: true, ...(body !== null && { body }) }
}

/** FNV-1a: the same number for the same text, and another for another. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (const unit of Buffer.from(text)) hash = Math.imul(hash ^ unit, 0x01000193)
  return hash
}
