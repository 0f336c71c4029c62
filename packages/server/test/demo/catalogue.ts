import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shop } from '@latchkey/contract/example-shop'

/** A page of the demo's shop. Days are counted from the opening of the shop. */
export interface DemoPage {
  readonly slug: string
  readonly title: string
  readonly teaser: string
  readonly content: string
  readonly accessMode: 'PUBLIC' | 'FREE_WITH_LOGIN' | 'PAID'
  readonly price: { readonly amount: number; readonly currency: string } | null
  readonly publishedOn: number
  readonly archivedOn: number | null
  readonly isDraft: boolean
}

const folder = join(import.meta.dirname, 'pages')
const textOf = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8').trimEnd()

/** `name: value` lines between `---`, the teaser, a comment, the content. */
function readPage(slug: string): DemoPage {
  const [, head = '', text = ''] = textOf(slug).split(/^---\n/m)
  const [teaser = '', content = ''] = text.split('<!-- content -->').map((part) => part.trim())
  const fields = new Map(
    head
      .trim()
      .split('\n')
      .map((line) => line.split(': ') as [string, string]),
  )
  const [accessMode = '', amount, currency = ''] = (fields.get('access') ?? '').split(' ')
  if (accessMode !== 'PUBLIC' && accessMode !== 'FREE_WITH_LOGIN' && accessMode !== 'PAID') {
    throw new Error(`${slug}.md does not say who may read it.`)
  }
  const archived = fields.get('archived')
  return {
    slug,
    title: fields.get('title') ?? '',
    teaser,
    content,
    accessMode,
    price: amount === undefined ? null : { amount: Number(amount), currency },
    publishedOn: Number(fields.get('day')),
    archivedOn: archived === undefined ? null : Number(archived),
    isDraft: fields.has('draft'),
  }
}

/** Pages that examples of the contract tell of; here two of them go on. */
const known = shop.pages.map((page): DemoPage => {
  const rest = page.slug === 'premium' || page.slug === 'tokyo' ? `\n\n${textOf(`_${page.slug}`)}` : ''
  const content = `${page.content}${rest}`
  return { ...page, content, publishedOn: 0, archivedOn: null, isDraft: false }
})

const others = readdirSync(folder)
  .filter((name) => !name.startsWith('_'))
  .toSorted()
  .map((name) => readPage(name.replace('.md', '')))

export const demoPages: readonly DemoPage[] = [...known, ...others]
