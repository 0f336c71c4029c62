import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXAMPLE_ORIGIN } from '@latchkey/contract/example-shop'
import type { Page } from './page.ts'
import { root } from './root.ts'

const source = 'packages/sdk/README.md'

/** The README of the SDK, which is written once: its title is the page's, and what it leads to is in the package. */
export function sdkPage(): Page {
  const [, body = ''] = /^# [^\n]*\n(.*)$/s.exec(readFileSync(join(root, source), 'utf8')) ?? []
  return {
    id: 'guides/sdk',
    title: 'The SDK',
    description:
      'Every part of the typed client: calls, errors, retries, lists, visitors, React, accounts, webhooks.',
    order: 4,
    body: body
      .trimStart()
      .replaceAll('http://localhost:8787', EXAMPLE_ORIGIN)
      .replace('`http://localhost:8788`', '$& ([or another port](/start/quick-start#other-ports))')
      // Files beside the README.
      .replaceAll(/\[([^\]]+)\]\((?![#/]|https?:)([^)]+)\)/g, '$1 (`$2`)'),
    source,
  }
}
