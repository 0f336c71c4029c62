/** How numbers and dates are written: the reader's English, as the words around them are English. */
export const locale: string =
  globalThis.navigator?.languages?.find((language) => /^en\b/i.test(language)) ?? 'en-US'
