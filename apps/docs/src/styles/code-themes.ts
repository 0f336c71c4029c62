interface Colours {
  readonly foreground: string
  readonly comment: string
  readonly keyword: string
  readonly string: string
  readonly number: string
  readonly call: string
  readonly type: string
  readonly name: string
  readonly mark: string
}

/** A theme for code with few colours, of those of the site. */
const theme = (type: 'light' | 'dark', background: string, colours: Colours) => ({
  name: `latchkey-${type}`,
  type,
  colors: { 'editor.background': background, 'editor.foreground': colours.foreground },
  tokenColors: [
    { scope: ['comment', 'punctuation.definition.comment'], settings: { foreground: colours.comment } },
    {
      scope: ['keyword', 'storage', 'constant.language', 'support.type.builtin', 'variable.language'],
      settings: { foreground: colours.keyword },
    },
    { scope: ['string', 'punctuation.definition.string'], settings: { foreground: colours.string } },
    { scope: ['constant.numeric', 'constant.character'], settings: { foreground: colours.number } },
    { scope: ['entity.name.function', 'support.function'], settings: { foreground: colours.call } },
    {
      scope: ['entity.name.type', 'entity.name.class', 'support.class'],
      settings: { foreground: colours.type },
    },
    {
      scope: ['support.type.property-name', 'meta.object-literal.key', 'variable.other.property'],
      settings: { foreground: colours.name },
    },
    {
      scope: ['punctuation', 'keyword.operator', 'meta.brace', 'storage.type.function.arrow'],
      settings: { foreground: colours.mark },
    },
  ],
})

/** Dark first: so is Starlight's order. */
export const codeThemes = [
  theme('dark', '#1f1c19', {
    foreground: '#d6cec1',
    comment: '#a0968a',
    keyword: '#e2b566',
    string: '#93cfa6',
    number: '#f0a583',
    call: '#9cc4e4',
    type: '#c9b3ea',
    name: '#f1ece3',
    mark: '#b0a798',
  }),
  theme('light', '#ffffff', {
    foreground: '#38322a',
    comment: '#6f675b',
    keyword: '#80530a',
    string: '#2b6341',
    number: '#98391a',
    call: '#1f557c',
    type: '#5f3f8c',
    name: '#1d1a16',
    mark: '#625b50',
  }),
]
