import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { stylesheet } from './style.ts'

export type Markup = ReturnType<typeof html>

const largestForm = 64 * 1024

/** Where the stylesheet of all pages lives. */
export const stylePath = '/_assets/style.css'

export function serveStyle(context: Context): Response {
  return context.body(stylesheet, 200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'max-age=3600',
  })
}

interface Content {
  title: string
  body: Markup
  status?: 200 | 402 | 403 | 404 | 409 | 410
  /** Wider, for tables. */
  wide?: boolean
}

/** A whole page; says on top that no money moves. */
export function page(context: Context, { title, body, status = 200, wide = false }: Content) {
  context.header(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
  )
  context.header('cache-control', 'no-store')
  context.header('referrer-policy', 'same-origin')
  return context.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · local Stripe</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<p class="notice"><strong>Local test mode</strong> - no real money</p>
<main class="${wide ? 'wide' : 'narrow'}">
${body}
</main>
</body>
</html>`,
    status,
  )
}

/** A page that only says something. */
export function message(context: Context, status: 403 | 404 | 409 | 410, title: string, text: string) {
  return page(context, {
    title,
    status,
    body: html`<section class="card"><h1>${title}</h1><p>${text}</p></section>`,
  })
}

/** Forms may come only from pages of this origin: a site open in the same browser must not press buttons here. */
export const sameOriginForms: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== 'POST') return next()
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  const own = new URL(context.req.url).host
  const foreign =
    site === undefined
      ? origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== own)
      : site !== 'same-origin' && site !== 'none'
  if (foreign) return message(context, 403, 'Not from here', 'Forms are accepted from this page only.')
  return next()
}

export const smallForms = bodyLimit({ maxSize: largestForm })

/** The fields of a posted form, trimmed; `''` for those that were not sent. */
export async function fieldsOf(context: Context): Promise<(name: string) => string> {
  const form = new URLSearchParams(await context.req.text())
  return (name) => form.get(name)?.trim() ?? ''
}
