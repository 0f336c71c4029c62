import { CannotCheck } from '../cannot-check.ts'
import type { ContractDocument } from '../document.ts'

/** Where whoever tries a deployment out reads its mail, and plays buyers, sellers and banks. */
export interface Announcement {
  readonly inbox: string
  /** The control page of the local Stripe. */
  readonly stripe: string
}

/** This machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3). */
const LOOPBACK = /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * What the document announces as `x-latchkey-sandbox`.
 * @throws CannotCheck where it announces nothing, or a Stripe that is not the local one, or does not run on this machine.
 */
export async function readAnnouncement({ object }: ContractDocument, origin: string): Promise<Announcement> {
  const announced = object['x-latchkey-sandbox']
  if (!announced) {
    throw new CannotCheck(
      `${origin} announces no sandbox, so --sandbox changes nothing there: only \`npm start\` announces one.`,
    )
  }
  if (!isLocal(origin)) {
    throw new CannotCheck(
      `${origin} is not on this machine, so --sandbox writes nothing there, whatever it announces.`,
    )
  }
  const { inbox, stripe } = announced
  for (const url of [inbox, stripe]) {
    if (!isLocal(url)) {
      throw new CannotCheck(`The sandbox at ${url} is not on this machine, so --sandbox does not use it.`)
    }
  }
  const page = await textOf(stripe)
  if (!/<h1>Local Stripe<\/h1>/.test(page)) {
    throw new CannotCheck(`${stripe} is not the local Stripe, so --sandbox pays nothing there.`)
  }
  if (!(await textOf(`${inbox}/email?to.address=nobody`)).startsWith('[')) {
    throw new CannotCheck(`${inbox} is no inbox whose mail could be read.`)
  }
  return announced
}

const isLocal = (url: string) => URL.canParse(url) && LOOPBACK.test(new URL(url).hostname)

const textOf = (url: string) =>
  fetch(url).then(
    (response) => response.text(),
    () => '',
  )
