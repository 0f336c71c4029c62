import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../site/root.ts'

/** The API as the newest release has it. */
export const GET = () =>
  new Response(readFileSync(join(root, 'openapi/released/openapi.json')), {
    headers: { 'content-type': 'application/json' },
  })
