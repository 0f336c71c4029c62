import { expect, onTestFinished, test } from 'vitest'
import { isUnavailable } from '../http/faults.ts'
import { createLog } from '../log.ts'
import { MarkdownRenderer, type RendererOptions } from './renderer.ts'

const ODD = new URL('../../../test/odd-thread.ts', import.meta.url)

function renderer(options: RendererOptions = {}) {
  const lines: { msg: string }[] = []
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) })
  const made = new MarkdownRenderer(log, options)
  onTestFinished(() => made.close())
  const render = (text: string, by = 'hdl_1') => made.render(by, { text, prefix: 'content-' })
  return { made, render, lines }
}

test('renders in its thread, one text after the other', async () => {
  const { render } = renderer()
  const texts = ['# a', '', '*b*']
  expect(await Promise.all(texts.map((text) => render(text)))).toEqual([
    { html: '<h2 id="content-a" dir="auto">a</h2>\n' },
    { html: '' },
    { html: '<p dir="auto"><em>b</em></p>\n' },
  ])
  expect(await render(`[a]: /${'x'.repeat(5000)}\n\n${'[a]'.repeat(1000)}`)).toEqual({ refused: 'large' })
})

test('a text that takes too long is given up, and its thread with it', async () => {
  const { render } = renderer({ thread: ODD, timeLimit: 300 })
  const [hanging, next] = [render('hang'), render('next')]
  expect(await hanging).toEqual({ refused: 'complex' })
  expect(await next).toEqual({ html: 'next' })
})

test('the limit of time holds for the thread itself', async () => {
  const { render } = renderer({ timeLimit: 1 })
  expect(await render('*a* '.repeat(50_000))).toEqual({ refused: 'complex' })
})

test('a thread that takes too much memory ends, and nothing else', async () => {
  const { render } = renderer({ thread: ODD, timeLimit: 60_000 })
  expect(await render('eat')).toEqual({ refused: 'large' })
  expect(await render('next')).toEqual({ html: 'next' })
})

test.each([
  ['throw', 'thrown in the thread'],
  ['exit', 'the thread ended'],
])('a thread that fails (%s) fails its text only', async (text, message) => {
  const { render, lines } = renderer({ thread: ODD })
  const [failing, next] = [render(text), render('next')]
  await expect(failing).rejects.toThrow(message)
  expect(await next).toEqual({ html: 'next' })
  expect(lines.map(({ msg }) => msg)).toEqual(['the Markdown thread failed'])
})

test('a thread that cannot start fails each text, and is tried again', async () => {
  const { render } = renderer({ thread: new URL('missing.ts', ODD) })
  await expect(Promise.all([render('a'), render('b')])).rejects.toThrow(/missing/)
  await expect(render('c')).rejects.toThrow(/missing/)
})

test('who has much to render waits for who has little', async () => {
  const { render } = renderer({ thread: ODD })
  const done: string[] = []
  const note = async (text: string, by: string) => {
    await render(text, by)
    done.push(text)
  }
  const many = ['a1', 'a2', 'a3', 'a4'].map((text) => note(text, 'hdl_a'))
  const few = ['b1', 'c1'].map((text) => note(text, `hdl_${text}`))
  await Promise.all([...many, ...few])
  expect(done).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4'])
})

test('what waits is bounded, for one and for all', async () => {
  const { render, made } = renderer({ thread: ODD })
  const turnedAway = async (asks: readonly string[]) => {
    const outcomes = await Promise.allSettled(asks.map((by) => render('x', by)))
    return outcomes.filter(({ status }) => status === 'rejected').length
  }
  // One is worked on, and eight wait.
  expect(await turnedAway(Array(12).fill('hdl_1'))).toBe(3)
  expect(await turnedAway(Array.from({ length: 70 }, (_, n) => `hdl_${n}`))).toBe(5)
  await made.close()
  expect(await turnedAway(['hdl_1'])).toBe(1)
})

test('closing ends the thread and what waits', async () => {
  const { render, made } = renderer({ thread: ODD })
  const waiting = [render('hang'), render('next')].map((each) => each.catch(({ message }) => message))
  await made.close()
  expect(await Promise.all(waiting)).toEqual(['the server is closing', 'the server is closing'])
})

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
