import { expect, onTestFinished, test } from 'vitest'
import { isUnavailable } from '../http/faults.ts'
import { createLog } from '../log.ts'
import { MarkdownRenderer } from './renderer.ts'

const source = (text: string) => ({ text, prefix: '' })

test('some who fill the queue leave room for who has less waiting', async () => {
  const renderer = new MarkdownRenderer(createLog('silent'))
  onTestFinished(() => renderer.close())
  const flood = Array.from({ length: 65 }, (_, n) =>
    renderer.render(n === 0 ? 'first' : `handle ${n % 8}`, source('x')).then(
      () => 'rendered',
      (error: unknown) => (isUnavailable(error) ? 'turned away' : error),
    ),
  )
  expect(await renderer.render('honest', source('*y*'))).toEqual({ html: '<p dir="auto"><em>y</em></p>\n' })
  const outcomes = await Promise.all(flood)
  expect(outcomes.filter((outcome) => outcome === 'turned away')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'rendered')).toHaveLength(64)
})
