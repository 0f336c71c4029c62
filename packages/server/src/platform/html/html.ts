import type { html } from 'hono/html'

/** Markup made by hono's `html` tag, which escapes what is put into it. */
export type Html = ReturnType<typeof html>
