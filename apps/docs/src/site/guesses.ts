interface Guess {
  readonly title: string
  readonly path: string
}

/** Words of a name however they are joined: `createCheckout`, `create-checkout`, `create_checkout`. */
const wordsOf = (text: string): string[] =>
  text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word.length > 2)

const sameStart = (a: string, b: string) => a.startsWith(b) || b.startsWith(a)

/**
 * The pages that somebody may have meant who asked for an address where there is none, most likely first.
 * @param list the pages, as `llms.txt` has them.
 */
export function guesses(pathname: string, list: string): readonly Guess[] {
  const wanted = wordsOf(decodeURI(pathname))
  return [...list.matchAll(/\[([^\]]+)\]\(https?:\/\/[^/)]+(\/[^)]+?)\.md\)/g)]
    .map(([, title = '', path = '']) => {
      const words = wordsOf(path)
      const found = wanted.filter((word) => words.some((each) => sameStart(each, word)))
      // Of two with the same words in them, the one with fewer others.
      return { title, path: path === '/index' ? '/' : path, score: found.length - words.length / 100 }
    })
    .filter(({ score }) => score > 0.5)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 5)
    .map(({ title, path }) => ({ title, path }))
}
