/** A block of code in a page, between two fences. */
export interface Block {
  /** Id of the page. */
  readonly page: string
  /** What it is written in; empty when nothing was said. */
  readonly language: string
  /** The words behind the language, each with its value or `true`. */
  readonly meta: ReadonlyMap<string, string | true>
  readonly code: string
}

const fenced = /^( *)(`{3,})([\w-]*)([^\n]*)\n(.*?)^ *\2 *$/gms

/** Every block of a page, in its order. */
export const blocksOf = ({ id, body }: { id: string; body: string }): Block[] =>
  [...body.matchAll(fenced)].map(([, indent = '', , language = '', meta = '', code = '']) => ({
    page: id,
    language,
    meta: readMeta(meta),
    code: indent ? code.replaceAll(new RegExp(`^${indent}`, 'gm'), '') : code,
  }))

function readMeta(text: string): ReadonlyMap<string, string | true> {
  // Lines to highlight, `{2-4}`, are for the eye.
  const words = text.replaceAll(/\{[\d, -]*\}/g, '').matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)
  return new Map([...words].map(([, name = '', quoted, plain]) => [name, quoted ?? plain ?? true]))
}

/** The text of a page without the words that only the tests of its samples read. */
export const withoutMarkers = (body: string): string =>
  body.replaceAll(/^( *`{3,}[\w-]+)( [^\n`]+)$/gm, (_, fence: string, meta: string) => {
    const title = /title="[^"]*"/.exec(meta)?.[0]
    return title ? `${fence} ${title}` : fence
  })
