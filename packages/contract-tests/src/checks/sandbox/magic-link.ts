import type { Check } from '../../context.ts'
import type { Exchange } from '../../exchange.ts'
import { mailedToken } from '../../sandbox/visitors.ts'
import { sandboxOf } from './each.ts'

const RULE = 'magic-link-kept'

/** Whoever looks at a link does not use it up. */
export const magicLink: Check = {
  rules: [RULE],
  needsSandbox: true,
  async run(context) {
    const s = sandboxOf(context)
    const { client, finding } = context
    const [show, verify] = [s.api.operation('showMagicLink'), s.api.operation('verifyMagicLink')]
    if (![show, verify].some((one) => context.operations.includes(one))) return
    const handle = await s.handle()
    const token = await mailedToken(s.api, s.inbox, s.nextAddress(), handle)
    const looks: Exchange[] = []
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD']) {
      const look = { operation: show, method, params: { token }, headers: { host: s.hostOf(handle) } }
      looks.push(await client.send(look))
    }
    const shown = looks.find(({ answer }) => answer.status >= 400)
    if (shown) finding(RULE, show, `A link that was opened before got ${shown.answer.status}.`, looks)
    const use = () => client.send({ operation: verify, body: { token } })
    const used = await use()
    if (used.answer.status !== 200) {
      const sentence = `After a link was opened, using it got ${used.answer.status} ${used.answer.code ?? ''}.`
      finding(RULE, show, sentence, [...looks, used])
      return
    }
    const again = await use()
    if (again.answer.status !== 401)
      finding(RULE, verify, `Using a link twice got ${again.answer.status} instead of 401.`, [used, again])
  },
}
