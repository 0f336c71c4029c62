import type { Env } from 'markdown-it'

/** What the rules of one rendering share. */
export interface RenderEnv extends Env {
  readonly prefix: string
  /** Ids of headings by what a link to them says after its `#`. */
  anchors?: Map<string, string>
  /** Labels of the footnotes that are defined. */
  footnoteLabels?: Set<string>
}

/** The environment that {@link renderMarkdown} gave. */
export const envOf = ({ env }: { env: Env }): RenderEnv => env as RenderEnv

/** The fragment with the id of the heading that a link is to; any other link stays. */
export function resolveFragment(env: RenderEnv, href: string): string {
  if (!href.startsWith('#')) return href
  const id = env.anchors?.get(decoded(href.slice(1)).toLowerCase())
  return id === undefined ? href : `#${encodeURIComponent(id)}`
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
