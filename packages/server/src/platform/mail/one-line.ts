// Line breaks would forge headers or lines of the text part; embeddings and overrides of the writing direction
// (U+202A–202E, U+2066–2069) would make text that others chose rearrange ours.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu

/** `text` on one line, without anything that acts on the text around it. */
export const oneLine = (text: string): string => text.replace(unsafe, ' ').replace(/\s+/g, ' ').trim()
