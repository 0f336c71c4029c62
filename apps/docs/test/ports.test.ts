// Guides call the server that they are read on. Ports of `npm start` are said in one place.
import { expect, test } from 'vitest'
import { guidePages } from '../src/site/guides.ts'

/** Pages that are about ports of one's own machine. */
const aboutPorts = ['start/quick-start', 'operate/configuration', 'operate/self-hosting', 'operate/scaling']

/** What runs beside a server for development only, and has no address of its own on these pages. */
const beside = /(?:localhost:(?:8788|8790)|127\.0\.0\.1:8792)\b/g

/** What is wrong with the addresses of a page. */
function problems(body: string): string[] {
  const others = body.replaceAll(beside, '')
  const typed = others.match(/[\w.-]*(?:localhost|127\.0\.0\.1):87\d\d/g) ?? []
  const isTold = others === body || body.includes('/start/quick-start#other-ports')
  return [
    ...typed.map(
      (address) => `${address}: write the address of the examples, such as https://latchkey.example`,
    ),
    ...(isTold ? [] : ['link /start/quick-start#other-ports, where other ports are explained']),
  ]
}

test.each(guidePages().filter(({ id }) => !aboutPorts.includes(id)))(
  '$id has no port of its own',
  ({ body }) => {
    expect(problems(body)).toEqual([])
  },
)

test('ports that are typed are found', () => {
  expect(problems('curl http://localhost:8787/v2')).toHaveLength(1)
  expect(problems('See http://demo.localhost:8787/premium and http://127.0.0.1:8790.')).toHaveLength(2)
  expect(problems('The inbox is at http://localhost:8788.')).toHaveLength(1)
  expect(problems('It is at http://localhost:8788, or [elsewhere](/start/quick-start#other-ports).')).toEqual(
    [],
  )
})
