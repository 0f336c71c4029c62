/** Characters that are not seen, or that change how others are: control characters, and bidirectional ones. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
export const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu
