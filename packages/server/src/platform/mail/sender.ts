import type { Config } from '../config.ts'
import type { SellerContact } from '../seller.ts'
import { oneLine } from './one-line.ts'

/** A name with its address, as they stand in a header. The transport encodes the name (RFC 2047, RFC 5322 §3.4). */
export interface Sender {
  readonly name: string
  readonly address: string
}

/** The seller in whose name a mail is sent. */
export interface MailSeller extends SellerContact {
  readonly name: string
}

/** `MAIL_FROM` in its parts. */
export function platformSender({ MAIL_FROM }: Pick<Config, 'MAIL_FROM'>): Sender {
  const [, name = '', address = MAIL_FROM] = /^([^<>]*)<([^<>]+)>\s*$/.exec(MAIL_FROM) ?? []
  return { name: name.trim().replace(/^"(.*)"$/, '$1'), address }
}

/**
 * Who a mail is from: a seller's mails carry their name, but come from our address and say so. What could be read as
 * an address in the name of another is taken out of it.
 */
export function senderOf(
  config: Pick<Config, 'MAIL_FROM'>,
  seller: Pick<MailSeller, 'name'> | undefined,
): Sender {
  const platform = platformSender(config)
  if (!seller) return platform
  const name = oneLine(seller.name.replace(/[@<>"\\]/g, ' '))
  return { name: name ? `${name} via Latchkey` : platform.name, address: platform.address }
}
