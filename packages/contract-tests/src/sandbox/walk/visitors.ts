import { magicLinkIn } from '../inbox.ts'
import { textAt } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'
import { file, sharedFile } from '../shop.ts'
import { mailedToken } from '../visitors.ts'
import type { Steps } from './step.ts'

/** A link that nobody has used, and the site that it leads to. */
async function newLink(s: Sandbox) {
  const handle = await s.handle()
  const token = await mailedToken(s.api, s.inbox, s.nextAddress(), handle)
  return { params: { token }, headers: { host: s.hostOf(handle) } }
}

/** A session that the request may end. */
async function newSession(s: Sandbox, kind: string | null) {
  if (kind === null) return {}
  const { cookie, token } = await s.newVisitor()
  return { as: kind === 'visitorCookie' ? cookie : token }
}

export const visitorSteps: Steps = {
  requestMagicLink: async (s) => ({ body: { email: s.nextAddress(), handle: await s.handle() } }),
  verifyMagicLink: async (s) => {
    const email = s.nextAddress()
    const challenge = await s.api.call('requestMagicLink', { body: { email, handle: await s.handle() } })
    const { code } = await s.inbox.find(email, 'a code', magicLinkIn)
    return { body: { challengeId: textAt(challenge, 'challengeId'), code } }
  },
  showMagicLink: newLink,
  openMagicLink: newLink,
  showAccessPage: async (s) => ({ headers: { host: s.hostOf(await s.handle()) } }),
  getVisitor: async () => ({}),
  listVisitorAccess: async () => ({}),
  listMyInterests: async () => ({}),
  exportVisitor: newSession,
  signOutVisitor: async (s, kind) => ({ ...(await newSession(s, kind)), body: { everywhere: false } }),
  eraseVisitor: newSession,
  requestFileLink: async (s) => ({
    params: { fileId: await sharedFile(s) },
    body: { email: (await s.visitor()).email },
  }),
  downloadFile: async (s, kind) => ({
    params: { fileId: kind === null ? await file(s) : await sharedFile(s) },
  }),
}
