import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

interface Found {
  readonly element: Element
  readonly attributes: Readonly<Record<string, string>>
  /** Stands in what a creator wrote. */
  readonly theirs: boolean
}

function* walk(node: Node, theirs = false): Generator<Found> {
  if (defaultTreeAdapter.isElementNode(node)) {
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
    yield { element: node, attributes, theirs }
    theirs ||= attributes.class?.split(/\s+/).includes('prose') ?? false
  }
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child, theirs)
}

const text = (node: Node): string =>
  defaultTreeAdapter.isTextNode(node)
    ? node.value
    : 'childNodes' in node
      ? node.childNodes.map(text).join('')
      : ''

const REFERENCES = ['aria-describedby', 'aria-labelledby', 'for']
const TYPED_IN = ['input', 'select', 'textarea', 'progress']

/**
 * What is wrong in the structure of a page for those who do not see it; what depends on how it looks needs a browser.
 * Each line begins with axe's name for it.
 */
export function structureProblems(html: string): string[] {
  const all = [...walk(parse(html))]
  const ids = all.flatMap(({ attributes }) => attributes.id ?? [])
  const labelled = new Set(all.flatMap(({ attributes }) => attributes.for ?? []))
  const named = (name: string) => all.filter(({ element }) => element.tagName === name)
  const problems: string[] = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `duplicate-id: ${id}`)
  for (const { element, attributes, theirs } of all) {
    const { tagName } = element
    for (const reference of REFERENCES) {
      for (const id of attributes[reference]?.split(/\s+/).filter(Boolean) ?? []) {
        if (!ids.includes(id)) problems.push(`aria-valid-attr-value: ${reference} of ${tagName} names ${id}`)
      }
    }
    const hasName = attributes['aria-label'] || attributes['aria-labelledby']
    if (
      TYPED_IN.includes(tagName) &&
      attributes.type !== 'hidden' &&
      !hasName &&
      !labelled.has(attributes.id ?? '')
    )
      problems.push(`label: ${tagName} ${attributes.name}`)
    if (!theirs && (tagName === 'a' || tagName === 'button') && !hasName && text(element).trim() === '')
      problems.push(`link-name: ${tagName} ${attributes.href ?? ''}`)
    if (tagName === 'img' && attributes.alt === undefined) problems.push(`image-alt: ${attributes.src}`)
    if (tagName === 'svg' && attributes['aria-hidden'] !== 'true') problems.push('svg-img-alt')
  }
  const levels = all
    .filter(({ element, theirs }) => !theirs && /^h\d$/.test(element.tagName))
    .map(({ element }) => Number(element.tagName.slice(1)))
  levels.forEach((level, at) => {
    if (level > (levels[at - 1] ?? 0) + 1) problems.push(`heading-order: h${level}`)
  })
  for (const landmark of ['main', 'header', 'footer']) {
    const count = named(landmark).filter(({ element }) => element.parentNode?.nodeName === 'body').length
    if (count !== 1) problems.push(`landmark-unique: ${count} ${landmark}`)
  }
  const navs = named('nav').map(({ attributes }) => attributes['aria-label'] ?? '')
  if (new Set(navs).size !== navs.length || navs.includes('')) problems.push(`landmark-unique: nav ${navs}`)
  return problems
}
