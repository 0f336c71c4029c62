import type { Diagram } from './diagram.ts'
import { operation } from './names.ts'

export const checkoutRace: Diagram = {
  title: 'Paying: the return and the webhook may come in any order',
  description:
    'The browser asks Latchkey for a checkout, is sent to Stripe and pays there. Then two things race. The browser returns and calls confirmCheckout, and Stripe sends a webhook. For either, Latchkey asks Stripe for the state of the payment and settles the purchase. Whichever comes first gives access; the other finds it done and changes nothing.',
  drawing: {
    kind: 'sequence',
    actors: { browser: 'Browser', latchkey: 'Latchkey', stripe: 'Stripe' },
    steps: [
      { from: 'browser', to: 'latchkey', text: operation('createCheckout') },
      { from: 'latchkey', to: 'stripe', text: 'opens a Checkout Session' },
      { from: 'latchkey', to: 'browser', text: 'checkoutUrl', answer: true },
      { from: 'browser', to: 'stripe', text: 'pays on Stripe’s page' },
      {
        together: 'par',
        parts: [
          {
            when: 'The return, if the browser gets that far',
            steps: [
              { from: 'stripe', to: 'browser', text: 'sends it to successUrl', answer: true },
              { from: 'browser', to: 'latchkey', text: operation('confirmCheckout') },
              { from: 'latchkey', to: 'stripe', text: 'fetches the session' },
              { over: 'latchkey', note: 'settles, under a lock' },
              { from: 'latchkey', to: 'browser', text: 'paid, hasAccess: true', answer: true },
            ],
          },
          {
            when: 'The webhook: early, late, or twice',
            steps: [
              { from: 'stripe', to: 'latchkey', text: 'checkout.session.completed' },
              { from: 'latchkey', to: 'stripe', text: 'fetches the session' },
              { over: 'latchkey', note: 'settles, under the same lock' },
            ],
          },
        ],
      },
      { over: 'latchkey', note: 'One purchase, one email: the second to arrive changes nothing' },
    ],
  },
}
