import type { contract, ErrorCode } from '@latchkey/contract'
import type { z } from 'zod'
import type { Box, Diagram } from './diagram.ts'
import { operation } from './names.ts'

type Answer = z.output<(typeof contract.pages.checkPageAccess.success)[200]['body']>

const answer = (
  row: number,
  hasAccess: boolean,
  reason: Answer['reason'],
  nextAction: Answer['nextAction'],
): Box => ({
  lines: [hasAccess ? 'Access' : 'No access', reason, ...(hasAccess ? [] : [`next: ${nextAction}`])],
  at: [1, row],
  look: hasAccess ? 'good' : 'stop',
})
/** Named so that the compiler knows of it. */
const errorCode = (code: ErrorCode) => code
const question = (row: number, ...lines: string[]): Box => ({ lines, at: [0, row], look: 'question' })

export const accessDecision: Diagram = {
  title: `How ${operation('checkPageAccess')} decides`,
  description:
    'A page that was archived is there only for visitors who are entitled to it, because they bought it or were given it. A public page is open to everyone. Otherwise the visitor needs a valid session; without one, the next action is sign_in. With a session, a page that is free with login opens, and so does a paid page that the visitor is entitled to. If not, the next action is wait while a payment is being processed, none while the payment is disputed, and pay in all other cases.',
  drawing: {
    kind: 'flow',
    boxes: {
      archived: question(0, 'Is the page archived, and the visitor not entitled?'),
      missing: { lines: ['No such page', errorCode('page_not_found')], at: [1, 0], look: 'stop' },
      public: question(1, 'Is the page PUBLIC?'),
      open: answer(1, true, 'public', 'none'),
      session: question(2, 'Is there a valid session for this handle?'),
      signIn: answer(2, false, 'visitor_auth_required', 'sign_in'),
      free: question(3, 'Is it FREE_WITH_LOGIN?'),
      signedIn: answer(3, true, 'entitled', 'none'),
      entitled: question(4, 'Is the visitor entitled: bought, or given?'),
      bought: answer(4, true, 'entitled', 'none'),
      processing: question(5, 'Is a payment being processed?'),
      wait: answer(5, false, 'purchase_required', 'wait'),
      disputed: question(6, 'Is the payment disputed?'),
      none: answer(6, false, 'purchase_required', 'none'),
      pay: { ...answer(7, false, 'purchase_required', 'pay'), at: [0, 7] },
    },
    arrows: [
      { from: 'archived', to: 'missing', label: 'yes' },
      { from: 'archived', to: 'public', label: 'no' },
      { from: 'public', to: 'open', label: 'yes' },
      { from: 'public', to: 'session', label: 'no' },
      { from: 'session', to: 'signIn', label: 'no' },
      { from: 'session', to: 'free', label: 'yes' },
      { from: 'free', to: 'signedIn', label: 'yes' },
      { from: 'free', to: 'entitled', label: 'no: PAID' },
      { from: 'entitled', to: 'bought', label: 'yes' },
      { from: 'entitled', to: 'processing', label: 'no' },
      { from: 'processing', to: 'wait', label: 'yes' },
      { from: 'processing', to: 'disputed', label: 'no' },
      { from: 'disputed', to: 'none', label: 'yes' },
      { from: 'disputed', to: 'pay', label: 'no' },
    ],
  },
}
