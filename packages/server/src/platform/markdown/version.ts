/** Grows with every change of what Markdown becomes: what was stored before is rendered anew. */
export const RENDERER = 1

/** UTF-16 code units of HTML that a text may become. */
export const HTML_LIMIT = 2_000_000
