import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** What a browser makes of a page. */
export interface Markup {
  readonly title: string
  /** The text of the body, with single spaces. */
  readonly text: string
  readonly h1: string[]
  readonly links: string[]
  readonly forms: { method: string; action: string; buttons: string[] }[]
  /** Names and values of all inputs. */
  readonly fields: Record<string, string>
  /** Names of all elements; `script` only where one would run. */
  readonly elements: ReadonlySet<string>
  /** What the page says of itself, by `name` or `property`. */
  readonly meta: Record<string, string>
  readonly canonical: string | null
  /** Its structured data. */
  readonly data: unknown[]
  /** Where links and forms of the main part lead, but for mails. */
  readonly steps: string[]
  /** How many elements are of this class. */
  count(className: string): number
  /** Names of all attributes. */
  readonly attributes: ReadonlySet<string>
  /** The attributes of the first element with this id. */
  byId(id: string): Record<string, string> | undefined
}

const attributesOf = ({ attrs }: Element) => Object.fromEntries(attrs.map(({ name, value }) => [name, value]))

function* elementsIn(node: Node): Generator<Element> {
  if (defaultTreeAdapter.isElementNode(node)) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsIn(child)
}

const INLINE = new Set(['a', 'b', 'bdi', 'code', 'del', 'em', 'strong', 'time'])

function rawText(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value
  if (!('childNodes' in node)) return ''
  const inner = node.childNodes.map(rawText).join('')
  return defaultTreeAdapter.isElementNode(node) && !INLINE.has(node.tagName) ? ` ${inner} ` : inner
}

// https://html.spec.whatwg.org/multipage/scripting.html#data-block
const isDataBlock = (element: Element) =>
  element.tagName === 'script' && attributesOf(element).type === 'application/ld+json'

const textOf = (node: Node) => rawText(node).replace(/\s+/g, ' ').trim()

/** Parses a page as browsers do. */
export function readMarkup(html: string): Markup {
  const elements = [...elementsIn(parse(html))]
  const named = (name: string) => elements.filter(({ tagName }) => tagName === name)
  const attribute = (element: Element, name: string) => attributesOf(element)[name] ?? ''
  const inMain = named('main').flatMap((main) => [...elementsIn(main)])
  return {
    title: named('title').map(textOf).join(),
    text: named('body').map(textOf).join(),
    h1: named('h1').map(textOf),
    links: named('a').flatMap((link) => attributesOf(link).href ?? []),
    forms: named('form').map((form) => ({
      method: attribute(form, 'method'),
      action: attribute(form, 'action'),
      buttons: [...elementsIn(form)].filter(({ tagName }) => tagName === 'button').map(textOf),
    })),
    fields: Object.fromEntries(
      named('input').map((input) => [attribute(input, 'name'), attribute(input, 'value')]),
    ),
    elements: new Set(elements.filter((element) => !isDataBlock(element)).map(({ tagName }) => tagName)),
    meta: Object.fromEntries(
      named('meta').map((meta) => [
        attribute(meta, 'name') || attribute(meta, 'property'),
        attribute(meta, 'content'),
      ]),
    ),
    canonical:
      named('link')
        .map(attributesOf)
        .find(({ rel }) => rel === 'canonical')?.href ?? null,
    data: elements.filter(isDataBlock).map((block) => JSON.parse(rawText(block)) as unknown),
    steps: inMain
      .filter(({ tagName }) => tagName === 'a' || tagName === 'form')
      .flatMap((element) => attributesOf(element).href ?? attributesOf(element).action ?? '')
      .filter((url) => !url.startsWith('mailto:')),
    count: (className) =>
      elements.filter((element) => attribute(element, 'class').split(/\s+/).includes(className)).length,
    attributes: new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name))),
    byId: (id) => elements.map(attributesOf).find((attributes) => attributes.id === id),
  }
}
