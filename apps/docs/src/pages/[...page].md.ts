import type { APIContext } from 'astro'
import { withoutMarkers } from '../site/fences.ts'
import { allPages } from '../site/pages.ts'

export const getStaticPaths = () => allPages().map((page) => ({ params: { page: page.id }, props: { page } }))

type Props = ReturnType<typeof getStaticPaths>[number]['props']

/** The same page as Markdown. */
export const GET = ({ props: { page } }: APIContext<Props>) =>
  new Response(`# ${page.title}\n\n${page.description}\n\n${withoutMarkers(page.body)}`, {
    headers: { 'content-type': 'text/markdown' },
  })
