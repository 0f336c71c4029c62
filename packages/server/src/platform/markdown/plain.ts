const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text that is not rendered yet, or cannot be: its paragraphs as they were typed. */
export const plainHtml = (text: string): string =>
  text
    .split(/\n[ \t\r]*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p dir="auto">${escaped(paragraph.trim()).replaceAll('\n', '<br />\n')}</p>\n`)
    .join('')

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')
