import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { freePort } from '../../../scripts/free-port.ts'
import { until } from './until.ts'

const require = createRequire(import.meta.url)
// A process that is killed takes its inbox with it.
const stopWithParent = new URL('../../../scripts/stop-with-parent.mjs', import.meta.url).href

const Mails = z.array(
  z.object({
    id: z.string(),
    subject: z.string(),
    to: z.array(z.object({ address: z.string() })),
    text: z.string(),
  }),
)

/** The inbox that developers use: a real SMTP server whose mails are read in a browser. */
export interface Inbox {
  readonly smtpUrl: string
  /** Where mails are read. */
  readonly origin: string
  /** Address of the newest mail to somebody whose subject fits, as a page; waits until there is one. */
  find(to: string, subject: RegExp): Promise<{ url: string; text: string }>
  close(): Promise<void>
}

export async function startInbox(): Promise<Inbox> {
  const smtp = await freePort(2)
  const web = smtp + 1
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-inbox-'))
  const ports = ['--smtp', String(smtp), '--web', String(web)]
  const child = spawn(
    process.execPath,
    [
      ...['--import', stopWithParent, require.resolve('maildev/bin/maildev')],
      ...['--ip', '127.0.0.1', ...ports, '--mail-directory', folder],
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  const close = async () => {
    if (child.kill()) await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  const origin = `http://127.0.0.1:${web}`
  const mails = async () => Mails.parse(await (await fetch(`${origin}/email`)).json())
  try {
    await until('the inbox answers', async () => await mails().catch(() => null))
  } catch (error) {
    await close()
    throw error
  }
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp}`,
    origin,
    async find(to, subject) {
      let there: z.output<typeof Mails> = []
      const mail = await until(`a mail to ${to}`, async () => {
        there = await mails()
        return there.findLast(
          (candidate) =>
            subject.test(candidate.subject) && candidate.to.some(({ address }) => address === to),
        )
      }).catch((error: unknown) => {
        const subjects = there.map((each) => each.subject)
        throw new Error(`There are other mails: ${JSON.stringify(subjects)}`, { cause: error })
      })
      return { url: `${origin}/email/${mail.id}/html`, text: mail.text }
    },
    close,
  }
}
