/** Stands in every page for where the pages are; the server that serves them puts its own origins in place. */
export const DOCS_ORIGIN = 'https://docs.latchkey.example'
