// What programs read: every page as Markdown, llms.txt and llms-full.txt.
import { errorCatalogue, oauthErrorCatalogue, webhookEventTypes } from '@latchkey/contract'
import { expect, test } from 'vitest'
import { operations } from '../src/reference/contract.ts'
import { llmsFull, llmsIndex } from '../src/site/llms.ts'
import { asMarkdown, markdownUrl } from '../src/site/markdown-page.ts'
import { DOCS_ORIGIN } from '../src/site/origins.ts'
import { allPages } from '../src/site/pages.ts'

const pages = allPages()

test('llms.txt has the form of llmstxt.org: a title, a summary, and lists of every page but the first', () => {
  const text = llmsIndex(pages)
  expect(text).toMatch(/^# Latchkey\n\n> \S.*\n\n/)
  const lines = text.split('\n').filter((line) => line.startsWith('- ['))
  const form = /^- \[([^\]]+)\]\((https:\/\/[^)]+\.md)\): \S/
  expect(lines.filter((line) => !form.test(line))).toEqual([])
  const listed = lines.map((line) => form.exec(line)?.[2]).toSorted()
  expect(listed).toEqual(
    pages
      .filter(({ id }) => id !== 'index')
      .map(markdownUrl)
      .toSorted(),
  )
})

test('llms-full.txt has the text of every page', () => {
  const text = llmsFull(pages)
  expect(
    pages.filter((page) => page.id !== 'index' && !text.includes(asMarkdown(page))).map(({ id }) => id),
  ).toEqual([])
})

test('links of a page as Markdown lead to Markdown, wherever it is read', () => {
  const page = { id: 'a', title: 'A', description: 'What a is.' }
  const body =
    'See [b](/guides/b#c), [event](/reference/events/purchase.completed), [here](#c), [file](/logo.svg), [start](/).\n\n```md\n[kept](/b)\n```\n'
  expect(asMarkdown({ ...page, body })).toBe(
    `# A\n\nWhat a is.\n\nSee [b](${DOCS_ORIGIN}/guides/b.md#c), [event](${DOCS_ORIGIN}/reference/events/purchase.completed.md), [here](#c), [file](${DOCS_ORIGIN}/logo.svg), [start](${DOCS_ORIGIN}/index.md).\n\n\`\`\`md\n[kept](/b)\n\`\`\`\n`,
  )
  for (const each of pages)
    expect(asMarkdown(each).replaceAll(/^```.*?^```$/gms, ''), each.id).not.toMatch(/\]\(\//)
})

test('every operation, error code and event is in the text', () => {
  const text = llmsFull(pages)
  const names = [
    ...operations.map(({ id }) => id),
    ...Object.keys(errorCatalogue),
    ...Object.keys(oauthErrorCatalogue),
    ...webhookEventTypes,
  ]
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})
