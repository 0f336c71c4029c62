import type { Diagram } from './diagram.ts'
import { operation } from './names.ts'

export const groupBuyStates: Diagram = {
  title: 'States of a group buy',
  description:
    'A group buy begins as a draft. publishGroupBuy makes it PUBLISHED: visitors register interest. pauseGroupBuy makes it PAUSED: it stays visible and takes no interest, until publishGroupBuy resumes it. Once the target is reached, activateGroupBuy makes it ACTIVATED, from either of the two. closeGroupBuy makes it CLOSED, from any of the three, and so does the deadline if the target was missed. Activated and closed are final.',
  drawing: {
    kind: 'flow',
    gap: 0.4,
    boxes: {
      draft: { lines: ['DRAFT'], at: [0, 0], look: 'plain' },
      published: { lines: ['PUBLISHED'], at: [0, 1], look: 'plain' },
      paused: { lines: ['PAUSED'], at: [1, 1], look: 'plain' },
      activated: { lines: ['ACTIVATED'], at: [0, 2], look: 'good' },
      closed: { lines: ['CLOSED'], at: [1, 2], look: 'stop' },
    },
    arrows: [
      { from: 'draft', to: 'published', label: operation('publishGroupBuy') },
      { from: 'published', to: 'paused', label: operation('pauseGroupBuy') },
      { from: 'paused', to: 'published', label: operation('publishGroupBuy') },
      { from: 'published', to: 'activated', label: `target reached: ${operation('activateGroupBuy')}` },
      {
        from: 'paused',
        to: 'closed',
        label: `${operation('closeGroupBuy')}, from any of the three, or the deadline`,
      },
    ],
  },
}
