import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

/** A page of the built site, taken apart. */
export interface BuiltPage {
  /** Its path: `/errors/page_not_paid`. */
  readonly path: string
  readonly elements: readonly Element[]
}

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value

function* elementsOf(node: Node): Generator<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child)
}

/** The text in an element. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

/** Every page of a built site. */
export const builtPages = (site: string): readonly BuiltPage[] =>
  globSync('**/*.html', { cwd: site })
    .toSorted()
    .map((name) => ({
      path: `/${name.replace(/\.html$/, '').replace(/(?:^|\/)index$/, '')}`,
      elements: [...elementsOf(parse(readFileSync(join(site, name), 'utf8')))],
    }))
