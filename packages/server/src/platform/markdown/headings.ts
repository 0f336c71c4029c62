import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { envOf, type RenderEnv, resolveFragment } from './env.ts'

/** Gives headings ids, as GitHub names them but with the prefix, and leads the links of the text to them. */
export function headings(md: MarkdownIt): void {
  md.core.ruler.push('heading_ids', (state) => {
    const env = envOf(state)
    env.anchors = nameHeadings(state, env)
    for (const { children } of state.tokens) {
      for (const token of children ?? []) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null
        if (href !== null) token.attrSet('href', resolveFragment(env, String(href)))
      }
    }
  })
}

function nameHeadings({ tokens }: StateCore, { prefix }: RenderEnv): Map<string, string> {
  const anchors = new Map<string, string>()
  const repeats = new Map<string, number>()
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return
    const base = slugOf(tokens[index + 1]?.children ?? []) || 'section'
    let slug = base
    while (anchors.has(slug)) {
      const repeat = (repeats.get(base) ?? 0) + 1
      repeats.set(base, repeat)
      slug = `${base}-${repeat}`
    }
    anchors.set(slug, prefix + slug)
    token.attrSet('id', prefix + slug)
  })
  return anchors
}

const slugOf = (children: readonly Token[]): string =>
  children
    .map(({ type, content }) =>
      type === 'text' || type === 'code_inline' || type === 'image' ? content : ' ',
    )
    .join('')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
    .replace(/\s+/g, '-')
