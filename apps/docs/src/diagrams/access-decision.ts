import type { contract } from '@latchkey/contract'
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
const question = (row: number, ...lines: string[]): Box => ({ lines, at: [0, row], look: 'question' })

export const accessDecision: Diagram = {
  title: `How ${operation('checkPageAccess')} decides`,
  description:
    'A public page is open to everyone. Otherwise the visitor needs a valid session; without one, the next action is sign_in. With a session, a page that is free with login opens, and so does a paid page that the visitor is entitled to. If not, the next action is wait while a payment is being processed, none while the payment is disputed, and pay in all other cases.',
  drawing: {
    kind: 'flow',
    boxes: {
      mode: question(0, 'Is the page PUBLIC?'),
      public: answer(0, true, 'public', 'none'),
      session: question(1, 'Is there a valid session for this handle?'),
      signIn: answer(1, false, 'visitor_auth_required', 'sign_in'),
      free: question(2, 'Is it FREE_WITH_LOGIN?'),
      signedIn: answer(2, true, 'entitled', 'none'),
      paid: question(3, 'Paid, and not refunded or revoked?'),
      entitled: answer(3, true, 'entitled', 'none'),
      processing: question(4, 'Is a payment being processed?'),
      wait: answer(4, false, 'purchase_required', 'wait'),
      disputed: question(5, 'Is the payment disputed?'),
      none: answer(5, false, 'purchase_required', 'none'),
      pay: { ...answer(6, false, 'purchase_required', 'pay'), at: [0, 6] },
    },
    arrows: [
      { from: 'mode', to: 'public', label: 'yes' },
      { from: 'mode', to: 'session', label: 'no' },
      { from: 'session', to: 'signIn', label: 'no' },
      { from: 'session', to: 'free', label: 'yes' },
      { from: 'free', to: 'signedIn', label: 'yes' },
      { from: 'free', to: 'paid', label: 'no: PAID' },
      { from: 'paid', to: 'entitled', label: 'yes' },
      { from: 'paid', to: 'processing', label: 'no' },
      { from: 'processing', to: 'wait', label: 'yes' },
      { from: 'processing', to: 'disputed', label: 'no' },
      { from: 'disputed', to: 'none', label: 'yes' },
      { from: 'disputed', to: 'pay', label: 'no' },
    ],
  },
}
