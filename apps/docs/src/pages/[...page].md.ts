import type { APIContext } from 'astro'
import { asMarkdown } from '../site/markdown-page.ts'
import { allPages } from '../site/pages.ts'

export const getStaticPaths = () => allPages().map((page) => ({ params: { page: page.id }, props: { page } }))

type Props = ReturnType<typeof getStaticPaths>[number]['props']

/** The same page as Markdown. */
export const GET = ({ props: { page } }: APIContext<Props>) =>
  new Response(asMarkdown(page), { headers: { 'content-type': 'text/markdown' } })
