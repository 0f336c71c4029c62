import { expect, test } from 'vitest'
import { csvLine, csvResponse } from './csv.ts'

test.each([
  [['a', 1, true, null], 'a,1,true,'],
  [['a,b', 'say "hi"', 'two\nlines', 'cr\rlf'], '"a,b","say ""hi""","two\nlines","cr\rlf"'],
  [['=1+1', '+1', '-1', '@x', '\tx'], "'=1+1,'+1,'-1,'@x,'\tx"],
  [['=A1,"x"'], `"'=A1,""x"""`],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`)
})

const init = () => ({ status: 200, headers: [] })

test('a fault breaks the file off, so that nobody takes a part for the whole', async () => {
  async function* text() {
    yield 'a\r\n'
    throw new Error('the database went away')
  }
  const faults: unknown[] = []
  const response = csvResponse({ fileName: 'a.csv', text: text() }, init(), (error) => faults.push(error))
  await expect(response.text()).rejects.toThrow('the database went away')
  expect(faults).toHaveLength(1)
})

test('nothing more is read for a client that went away', async () => {
  let ended = false
  async function* text() {
    try {
      for (;;) yield 'a\r\n'
    } finally {
      ended = true
    }
  }
  const response = csvResponse({ fileName: 'a.csv', text: text() }, init(), () => {})
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(ended).toBe(true)
})
