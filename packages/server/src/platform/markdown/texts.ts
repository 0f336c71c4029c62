import type { Deps } from '../deps.ts'
import { type Failure, fail } from '../failure.ts'
import type { Source } from './renderer.ts'
import { HTML_LIMIT } from './version.ts'

const reasons = {
  large: `becomes more than ${HTML_LIMIT.toLocaleString('en')} characters of HTML; shorten it, or repeat fewer links and footnotes`,
  complex: 'takes too long to turn into HTML; simplify its Markdown, or split it into several pages',
}

/**
 * Renders what a request wants to store, by where it stands in the body. Called before a transaction begins: no row is
 * locked meanwhile.
 * @param by who asks: turns are taken in rotation.
 */
export async function renderTexts<K extends string>(
  { markdown }: Pick<Deps, 'markdown'>,
  by: string,
  texts: Record<K, Source | null>,
): Promise<Record<K, string | null> | Failure<'invalid_request'>> {
  const html: Record<string, string | null> = {}
  for (const [name, source] of Object.entries<Source | null>(texts)) {
    const rendered = source && (await markdown.render(by, source))
    if (rendered && 'refused' in rendered) {
      return fail('invalid_request', {
        issues: [{ path: `body.${name}`, message: reasons[rendered.refused] }],
      })
    }
    html[name] = rendered?.html ?? null
  }
  return html as Record<K, string | null>
}

/**
 * What is stored of texts that are rendered anew: their HTML, or none for those that this renderer refuses. These are
 * then shown as they were typed.
 */
export async function renderAnew<K extends string>(
  { markdown, log }: Pick<Deps, 'markdown' | 'log'>,
  id: string,
  texts: Record<K, Source | null>,
): Promise<Record<K, string | null>> {
  const html: Record<string, string | null> = {}
  for (const [name, source] of Object.entries<Source | null>(texts)) {
    const rendered = source && (await markdown.render('anew', source))
    if (rendered && 'refused' in rendered) {
      log.warn({ id, text: name, refused: rendered.refused }, 'a stored text is no longer rendered')
    }
    html[name] = rendered && 'html' in rendered ? rendered.html : null
  }
  return html as Record<K, string | null>
}
