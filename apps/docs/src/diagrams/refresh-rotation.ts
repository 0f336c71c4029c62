import { REPLAY_SECONDS } from '@latchkey/contract'
import type { Diagram } from './diagram.ts'

export const refreshRotation: Diagram = {
  title: 'A refresh token and its successor',
  description: `Refreshing with token 1 returns token 2. If token 1 is presented again within ${REPLAY_SECONDS} seconds, as by a second tab or after a lost answer, the same token 2 is returned, as long as token 2 is unused. Once token 2 was used, or later than that, presenting token 1 means that somebody has copied it: the whole session ends, for both.`,
  drawing: {
    kind: 'sequence',
    actors: { first: 'Tab 1', second: 'Tab 2', latchkey: 'Latchkey' },
    steps: [
      { from: 'first', to: 'latchkey', text: 'refresh with token 1' },
      { from: 'latchkey', to: 'first', text: 'token 2', answer: true },
      {
        together: 'alt',
        parts: [
          {
            when: `Within ${REPLAY_SECONDS} seconds, token 2 still unused`,
            steps: [
              { from: 'second', to: 'latchkey', text: 'refresh with token 1' },
              { from: 'latchkey', to: 'second', text: 'the same token 2', answer: true },
            ],
          },
          {
            when: 'Later, or once token 2 was used',
            steps: [
              { from: 'second', to: 'latchkey', text: 'refresh with token 1' },
              { over: 'latchkey', note: 'a stolen copy: the session ends' },
              { from: 'latchkey', to: 'second', text: 'refused: sign in again', answer: true },
            ],
          },
        ],
      },
    ],
  },
}
