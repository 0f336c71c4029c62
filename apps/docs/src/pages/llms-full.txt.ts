import { llmsFull } from '../site/llms.ts'
import { storedPages } from '../site/stored-pages.ts'

export const GET = async () =>
  new Response(llmsFull(await storedPages()), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
