import { errorCatalogue, webhookEventTypes } from '@latchkey/contract'
import type { Page } from '../site/page.ts'
import { operationPath, operations } from './contract.ts'
import { errorPath } from './error-entries.ts'

const paths = new Map([
  ...operations.map((each) => [each.id, operationPath(each)] as const),
  ...webhookEventTypes.map((type) => [type, `/reference/events/${type}`] as const),
  // `unavailable` is a word of the language too.
  ...Object.keys(errorCatalogue).flatMap((code) =>
    code.includes('_') ? [[code, errorPath(code)] as const] : [],
  ),
])

/** Blocks of code, links, and spans of code, each whole. */
const parts = /(^(`{3,}).*?^\2 *$)|\[(?:[^\]`]|`[^`]*`)*\]\([^)]*\)|`([^`\n]+)`/gms

/** The page with names of operations, events and errors leading to their pages, but for its own. */
export function withLinkedNames(page: Page): Page {
  // Where OAuth is spoken, codes of the same name mean something else.
  const isOAuth = /^(?:errors|reference)\/oauth/.test(page.id) || /^reference\/schemas\/OAuth/.test(page.id)
  const body = page.body.replaceAll(parts, (whole, _block, _fence, name: string | undefined) => {
    const path = name === undefined ? undefined : paths.get(name)
    if (path === undefined || path === `/${page.id}` || (isOAuth && path.startsWith('/errors/'))) return whole
    return `[${whole}](${path})`
  })
  return { ...page, body }
}
