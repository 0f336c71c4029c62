import { letterLike, PLATFORM_NAME, publicName, title } from '@latchkey/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentedAnswers } from './documented.ts'
import { runs } from './runs.ts'
import { fullBody, operations } from './sample-request.ts'

/** Members that people read as the name of something. */
const NAMES = /(?:^|_)(?:name|title)$|(?:Name|Title)$/

interface Field {
  readonly id: string
  readonly path: readonly string[]
  refuses(value: string): boolean
}

/** Strings that operations take as names, read off the contract. */
const fields: Field[] = operations.flatMap(([id, { body, form }]) => {
  const schema = body ?? form
  const sample = schema ? fullBody(id) : {}
  return Object.entries(sample).flatMap(([name, value]): Field[] => {
    if (!NAMES.test(name) || typeof value !== 'string' || !schema) return []
    const refuses = (given: string) =>
      schema.safeParse({ ...sample, [name]: given }).error?.issues.some(({ path }) => path[0] === name) ===
      true
    return [{ id, path: [name], refuses }]
  })
})
const named = (name: string) => fields.filter(({ path }) => path.join('.') === name)
const label = ({ id, path }: Field) => [`${id}: ${path.join('.')}`, { id, path }] as const

/** Characters that must be nowhere, each in its most innocent surroundings. */
const UNSEEN = [
  ...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069',
  ...'\u200b\u2060\ufeff\u00ad\u180e\u3164\u115f\uffa0\u034f\u2028\u2029\u0000\u0007\u0085',
  '\n',
  '\t',
]

describe('every string that is shown as a name', () => {
  test('is among those that are looked at here', () => {
    const taken = new Set(fields.map(({ path }) => path.join('.')))
    expect([...taken].sort()).toEqual(['client_name', 'displayName', 'fileName', 'name', 'title'])
    // What is answered as a name was taken as one before, but for the name of the platform itself. A page's title is
    // taken as `title`.
    const shown = documentedAnswers((name, schema) => NAMES.test(name) && schema.type === 'string')
    expect([...shown].filter((name) => !taken.has(name))).toEqual(['resource_name', 'pageTitle'])
  })

  test.each(fields.map((field) => [...label(field), field] as const))(
    '%s holds nothing unseen',
    (_label, _at, { refuses }) => {
      for (const character of UNSEEN) {
        const code = character.codePointAt(0)?.toString(16)
        expect(refuses(`ab${character}cd`), `U+${code} inside`).toBe(true)
        expect(refuses(`abcd${character}`), `U+${code} at the end`).toBe(true)
      }
      for (const joiner of '\u200c\u200d') {
        for (const stray of [`${joiner}ab`, `ab${joiner}`, `a ${joiner}b`, `a${joiner} b`, `1${joiner}2`]) {
          expect(refuses(stray), JSON.stringify(stray)).toBe(true)
        }
      }
    },
  )

  test.each(
    [
      ...named('displayName'),
      ...named('client_name'),
      ...named('name').filter(({ id }) => id === 'signUp'),
    ].map((field) => [...label(field), field] as const),
  )('%s is no link and not the name of the platform', (_label, _at, { refuses }) => {
    for (const link of [
      'PayPal: confirm your account at https://pay.example',
      'www.paypal.example',
      'Go to paypal.example/confirm now',
      'paypal.example:8080/x',
      'ＰayＰal．example／confirm',
      'paypal。example/x',
      'pay\u200dpal.exam\u200dple/x',
      'оплата.рф/счёт',
      'x.xn--p1ai/y',
      'HTTP：／／x',
    ]) {
      expect(refuses(link), link).toBe(true)
    }
    for (const name of ['Latchkey', 'LATCHKEY', 'L A T C H K E Y', 'Lаtсhkеу', '1atchkey', 'Latchkey™']) {
      expect(refuses(name), name).toBe(true)
    }
    for (const name of ['Node.js basics', 'Ana’s Studio', 'and/or', 'Latchkey fan club', 'v1.2/3']) {
      expect(refuses(name), name).toBe(false)
    }
  })

  test('that names a handle is not the platform either, as it is shown until there is a display name', () => {
    for (const field of [...named('name')].filter(({ id }) => /Handle$/.test(id))) {
      for (const name of ['latchkey', 'latch-key', '1atchkey']) expect(field.refuses(name), name).toBe(true)
      expect(field.refuses('latchkey-fans')).toBe(false)
    }
    expect(named('name').filter(({ id }) => /Handle$/.test(id))).toHaveLength(2)
  })

  test('that is a title is free otherwise', () => {
    for (const field of named('title')) {
      for (const free of ['Latchkey', 'https://example.com, reviewed', 'www.example.com']) {
        expect(field.refuses(free), free).toBe(false)
      }
    }
  })
})

const scripts = [
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзий',
  'αβγδεζηθικ',
  'اببتثجحخفقکگ',
  'אבגדהוזחטי',
  'कखगघङचछजझ',
  'กขคงจฉชซ',
  '日本語の名前',
  '가나다라마',
]
const emoji = ['👩‍💻', '👨‍👩‍👧', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '👋🏽', '1️⃣', '🇩🇪', '👩🏽‍🚀']
const words = fc.oneof(
  ...scripts.map((letters) => fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 })),
  fc.constantFrom(...emoji, 'می‌خواهم', 'نامه‌ای', 'क्‍ष', 'ශ්‍රී', 'C++', 'Größe', 'Åse', '№ 1', 'O’Neil'),
)

test('names of all scripts are taken as they are', () => {
  const [name, text] = [publicName(200), title(200)]
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (parts) => {
      const value = parts.join(' ')
      expect(text.parse(value)).toBe(value)
      expect(name.parse(value)).toBe(value)
    }),
    runs({ short: 300, long: 20_000 }),
  )
})

test('whatever looks like the name of the platform is refused', () => {
  const name = publicName(200)
  const like = Map.groupBy(letterLike, ([, letter]) => letter)
  const letters = Array.from(PLATFORM_NAME.toLowerCase(), (letter) => {
    const code = letter.charCodeAt(0)
    const full = String.fromCharCode(code + 0xfee0)
    const bold = String.fromCodePoint(0x1d41a + code - 97)
    return fc.constantFrom(
      letter,
      letter.toUpperCase(),
      full,
      bold,
      ...(like.get(letter) ?? []).map(([character]) => character),
    )
  })
  const between = fc.constantFrom('', '', '', ' ', '-', '.', '·', '\u0301', '\u0335', '™')
  fc.assert(
    fc.property(fc.tuple(...letters), fc.array(between, { minLength: 8, maxLength: 8 }), (spelled, marks) => {
      const given = spelled.map((letter, index) => `${letter}${marks[index]}`).join('')
      expect(name.safeParse(given).success, JSON.stringify(given)).toBe(false)
    }),
    runs({ short: 500, long: 20_000 }),
  )
})

test('no character that Unicode calls ignorable gets into a name by itself', () => {
  const name = publicName(200)
  fc.assert(
    fc.property(
      fc.constantFrom('a', 'я', 'ب', '日', ' ', '1'),
      fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
      (before, code) => {
        const character = String.fromCodePoint(code)
        fc.pre(/\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Bidi_Control}/u.test(character))
        expect(name.safeParse(`${before}${character} x`).success && !/\p{VS}/u.test(character)).toBe(false)
      },
    ),
    { ...runs({ short: 200, long: 5000 }), maxSkipsPerRun: 10_000 },
  )
})
