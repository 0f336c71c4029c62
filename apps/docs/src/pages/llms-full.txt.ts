import { llmsFull } from '../site/llms.ts'
import { allPages } from '../site/pages.ts'

export const GET = () =>
  new Response(llmsFull(allPages()), { headers: { 'content-type': 'text/plain; charset=utf-8' } })
