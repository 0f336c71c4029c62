import { redirects } from '../site/redirects.ts'

/** For the server, which sends browsers on by itself where it can. */
export const GET = () => Response.json(redirects)
