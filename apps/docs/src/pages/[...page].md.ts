import type { APIContext } from 'astro'
import { asMarkdown } from '../site/markdown-page.ts'
import { storedPages } from '../site/stored-pages.ts'

export const getStaticPaths = async () =>
  (await storedPages()).map((page) => ({ params: { page: page.id }, props: { page } }))

type Props = Awaited<ReturnType<typeof getStaticPaths>>[number]['props']

/** The same page as Markdown. */
export const GET = ({ props: { page } }: APIContext<Props>) =>
  new Response(asMarkdown(page), { headers: { 'content-type': 'text/markdown' } })
