import { shop } from '../example-shop.ts'
import { isPlatformName } from './platform-name.ts'
import { text } from './primitives.ts'
import { saidBy } from './rules.ts'

// What ends a line, and what is not seen: controls of the writing direction, zero-width and filling characters,
// U+2800 among them. Selectors of variants are left, which emoji and Mongolian need behind what they change; joiners
// where Persian, the scripts of India and emoji have them; tags in the flags that are made of them (UTS #51 ED-14a).
const UNSEEN =
  /[\p{Cc}\p{Zl}\p{Zp}\u2800]|(?![\p{Join_Control}\p{Variation_Selector}\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/u
const STRAY_JOINER =
  /(?<![\p{L}\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}])\p{Join_Control}|\p{Join_Control}(?![\p{L}\p{Extended_Pictographic}])/u
const STRAY_SELECTOR = /(?<![\p{L}\p{N}\p{P}\p{S}])\p{Variation_Selector}/u
const TAG = /[\u{e0020}-\u{e007f}]/u
const TAGGED_FLAGS = /\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{2,6}\u{e007f}/gu

/** Whether a text that is shown on one line holds something that changes how it reads without being seen. */
const holdsUnseen = (value: string): boolean =>
  UNSEEN.test(value) ||
  STRAY_JOINER.test(value) ||
  STRAY_SELECTOR.test(value) ||
  TAG.test(value.replaceAll(TAGGED_FLAGS, ''))

const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

// What patterns of JSON Schema can say of it in every language: neither planes beyond the first nor `\p`.
const UNSEEN_HERE = String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufff8`
/** One line; with `besides`, without those characters either. */
const line = (besides = '') => `[^${UNSEEN_HERE}${besides}]`
const LINE = `^${line()}*$`
const LINE_NOT_BLANK = `^${line()}*${line(String.raw`\s`)}${line()}*$`
/** Neither begins nor ends with white space. */
const trimmedLine = (besides = '') => {
  const edge = line(String.raw`\s${besides}`)
  return `^${edge}(${line(besides)}*${edge})?$`
}

/** One line of text that everybody sees as it is written, such as a title or the name of a token. */
export const title = (max: number, min = 1) => {
  const line = text(max, min)
    .openapi({ pattern: min > 0 ? LINE_NOT_BLANK : LINE })
    .refine(
      (value) => !holdsUnseen(value),
      'must be one line of visible characters: no control, direction or zero-width characters',
    )
  return min === 0
    ? line
    : line.refine((value) => value.length < min || SEEN.test(value), 'must not be blank')
}

// As mail programs find them: a scheme, `www.`, or a host name that a path follows. U+3002 is a dot in host names.
const LINK =
  /:\/\/|(?<![\p{L}\p{N}])www[.\u3002]|[\p{L}\p{M}\p{N}][.\u3002](?:xn--[a-z0-9-]+|[\p{L}\p{M}]{2,})(?::\d+)?\//u

/** Whether part of a name would become a link where it is shown. */
const holdsLink = (value: string): boolean =>
  LINK.test(
    value
      .normalize('NFKC')
      .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
      .toLowerCase(),
  )

/**
 * The name of somebody, or of something that acts: people decide by it whom they trust, so it is no link, and not
 * the name of the platform.
 */
export const publicName = (max: number, min = 1) =>
  title(max, min)
    .refine((value) => !holdsLink(value), 'must not contain a link or a web address')
    .refine((value) => !isPlatformName(value), 'must not be, or look like, the name of the platform')

/** The name of a site: a public name that neither begins nor ends with a space. */
export const siteName = (max: number) =>
  saidBy(
    publicName(max),
    { pattern: trimmedLine() },
    (value) => value.trim() === value,
    'must be one line that does not begin or end with a space',
  )

/** The name that a file is saved under. */
// Separators would leave the folder it is saved to; reordering marks make `exe.pdf` of `fdp.exe`.
export const FileName = saidBy(
  saidBy(
    title(255),
    { pattern: trimmedLine(String.raw`/\\`) },
    (name) => !/[/\\]/.test(name),
    'must be a name without a path',
  ),
  { not: { pattern: String.raw`^\.+$` } },
  (name) => name.trim() === name && !/^\.+$/.test(name),
  'must not begin or end with white space',
).openapi({ description: 'The name it is saved under.', example: shop.file.name })
