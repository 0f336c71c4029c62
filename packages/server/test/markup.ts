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
  /** Names of all elements. */
  readonly elements: ReadonlySet<string>
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

const textOf = (node: Node) => rawText(node).replace(/\s+/g, ' ').trim()

/** Parses a page as browsers do. */
export function readMarkup(html: string): Markup {
  const elements = [...elementsIn(parse(html))]
  const named = (name: string) => elements.filter(({ tagName }) => tagName === name)
  const attribute = (element: Element, name: string) => attributesOf(element)[name] ?? ''
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
    elements: new Set(elements.map(({ tagName }) => tagName)),
    attributes: new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name))),
    byId: (id) => elements.map(attributesOf).find((attributes) => attributes.id === id),
  }
}
