/** What the platform is called. */
export const PLATFORM_NAME = 'Latchkey'

// Characters that look like one of these letters, small or capital: those that Unicode's confusables.txt (UTS #39 §4,
// version 16) gives the same prototype, and small capitals and stroked forms beside. Code points in hexadecimal; left
// out is what compatibility decomposition makes the letter already, such as full width.
const lookalikes: Readonly<Record<string, string>> = {
  l: '31 49 7c 142 196 19a 1c0 29f 399 406 4c0 5c0 5d5 5df 627 661 6f1 7ca 13de 14aa 16c1 2223 23fd 2c92 2cd0 2d4f a4e1 a4f2 1028a 10309 10320 1041b 10526 118a3 118b2 16f16 16f28 1d22a 1e8c7',
  a: '251 391 3b1 410 430 13aa 15c5 1d00 237a 2c65 a4ee 102a0 16f40',
  t: '167 3a4 3c4 422 442 13a2 1d1b 22a4 27d9 2ca6 a4d4 10297 102b1 10315 118bc 16f0a 1f768',
  c: '23c 421 441 13df 1d04 2ca4 2ca5 a4da abaf 102a2 10302 10415 1043d 1051c 118e9 118f2 1f74c',
  h: '127 29c 397 41d 43d 4bb 570 13bb 13c2 157c 2c8e a4e7 102cf',
  k: '138 199 39a 3ba 41a 43a 13e6 16d5 1d0b 2c94 a4d7 10518',
  e: '247 395 415 435 4bd 13ac 1d07 212e 22ff 2d39 a4f0 ab32 10286 118a6 118ae',
  y: '24f 263 28f 3a5 3b3 423 443 4ae 4af 10e7 13a9 13bd 1d8c 1eff 2ca8 a4ec ab5a 102b2 118a4 118dc 16f43',
}

/** The letter that each of them looks like. */
export const letterLike: ReadonlyMap<string, string> = new Map(
  Object.entries(lookalikes).flatMap(([letter, codePoints]) =>
    codePoints.split(' ').map((codePoint) => [String.fromCodePoint(Number.parseInt(codePoint, 16)), letter]),
  ),
)

/**
 * What the eye takes a name for, as far as the letters of the platform's name go: the skeleton of UTS #39, without
 * case, marks, spaces and punctuation.
 */
function skeleton(name: string): string {
  const plain = name
    .replaceAll(/[™℠®©]/g, '')
    .normalize('NFKC')
    .normalize('NFD')
  const letters = Array.from(plain, (character) => letterLike.get(character) ?? character).join('')
  return letters.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}

/** Whether a name could be taken for the platform's. */
export const isPlatformName = (name: string): boolean => skeleton(name) === PLATFORM_NAME.toLowerCase()
