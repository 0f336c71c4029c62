import { expect, test } from 'vitest'
import { testApp } from '../../../test/app.ts'

const t = await testApp()

test('a body of thousands of unknown members gets a short answer', async () => {
  const members = Object.fromEntries(Array.from({ length: 9000 }, (_, index) => [`unknown${index}`, 1]))
  const response = await t.send(
    new Request(`${t.origin()}/v2/visitor/auth/magic-link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ana@example.com', ...members }),
    }),
  )
  expect(response.status).toBe(400)
  expect((await response.text()).length).toBeLessThan(1000)
})
