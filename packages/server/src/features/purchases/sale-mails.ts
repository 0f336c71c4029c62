import { formatTime } from '../../platform/dates.ts'
import { buyersAccess, type NoticeFacts, type NoticeMail, whyYou } from './notice-facts.ts'
import type { LedgerRow } from './queries.ts'

/** Somebody paid. */
export function saleMade({
  event,
  title,
  host,
  buyer,
  paid,
  fee,
  share,
  entry,
  purchaseId,
}: NoticeFacts): NoticeMail {
  return {
    subject: `You made a sale: ${title}`,
    preheader: `${paid} paid; ${share} of it goes to ${host}.`,
    heading: 'You made a sale',
    blocks: [
      {
        paragraph: `“${title}” was bought by ${buyer}. After our fee, ${share} goes to the Stripe account of ${host}.`,
      },
      {
        facts: [
          ['Item', title],
          ['Buyer', buyer],
          ['Paid', paid],
          ['Our fee', fee],
          ['You receive', share],
          ['Date', formatTime(entry.created_at)],
          ['Purchase', purchaseId],
        ],
      },
      whyYou({ event, host }),
    ],
  }
}

/** Money goes back to the buyer. */
export function saleRefunded(facts: NoticeFacts): NoticeMail {
  const { title, host, buyer, paid, sum, taken, entry, entryId, purchaseId } = facts
  const who = entry.requested_by === null ? 'We' : 'Your team'
  return {
    subject: `Refunded: ${title}`,
    preheader: taken === null ? `${sum}, at no cost to you.` : `${sum}, of which ${taken} comes from you.`,
    heading: 'A sale was refunded',
    blocks: [
      { paragraph: `${who} refunded ${sum} for “${title}” to ${buyer}.` },
      {
        paragraph:
          taken === null
            ? 'It costs you nothing: you keep what you received for this sale.'
            : `${taken} of it is taken back from the Stripe account of ${host}, and our fee on it is returned.`,
      },
      { paragraph: buyersAccess(facts) },
      {
        facts: [
          ['Item', title],
          ['Buyer', buyer],
          ['Refunded', sum],
          ['Taken back', taken ?? 'nothing'],
          ['Paid', paid],
          ['Date', formatTime(entry.created_at)],
          ['Purchase', purchaseId],
          ['Refund', entryId],
        ],
      },
      whyYou(facts),
    ],
  }
}

/** It did not reach the buyer, who had been told that it would. */
export function refundFailed(facts: NoticeFacts): NoticeMail {
  if (facts.audience === 'buyer') return refundDidNotArrive(facts)
  const { title, host, buyer, sum, taken, entry, entryId, purchaseId, seller } = facts
  const forPlatform = facts.audience === 'platform'
  return {
    subject: `A refund failed: ${title}`,
    preheader: `The buyer does not have the ${sum}.`,
    heading: 'A refund failed',
    blocks: [
      {
        paragraph: `The refund of ${sum} for “${title}” to ${buyer} ${fate(entry)}: the buyer does not have the money.${facts.erased ? '' : ' We have told them so.'}`,
      },
      { paragraph: buyersAccess(facts) },
      {
        paragraph: forPlatform
          ? `The money is back in the platform’s balance at Stripe. Everybody who works on ${host} was told. If the buyer still wants a refund, agree with ${seller} on who sends it, and how.`
          : `${taken === null ? 'It took nothing from you' : `The ${taken} that it took from the Stripe account of ${host} is given back`}. If the buyer still wants a refund, make it again, or agree with them on another way.`,
      },
      {
        facts: [
          ['Item', title],
          ['Site', host],
          ['Buyer', buyer],
          ['Refund', sum],
          ['Purchase', purchaseId],
          ['Refund id', forPlatform ? (entry.stripe_id ?? entryId) : entryId],
        ],
      },
      ...(forPlatform ? [] : [whyYou(facts)]),
    ],
  }
}

const fate = ({ status }: LedgerRow): string =>
  status === 'canceled' ? 'was canceled before it arrived' : 'did not go through'

function refundDidNotArrive(facts: NoticeFacts): NoticeMail {
  const { access, title, host, seller, sum, entry, entryId, purchaseId, us } = facts
  return {
    subject: `Your refund did not arrive: ${title}`,
    preheader: `You do not have the ${sum} that we said was on its way. Here is what happens now.`,
    heading: 'Your refund did not arrive',
    blocks: [
      {
        paragraph: `We are sorry: the refund of ${sum} for “${title}”, which we said was on its way to you, ${fate(entry)}. The money has not reached you.`,
      },
      { paragraph: accessNow(access, title) },
      {
        paragraph: `${seller} and we both know of it. If you want your money back, write to ${us} and name the purchase below, so that it can be sent another way.`,
      },
      {
        facts: [
          ['Item', title],
          ['Refund', sum],
          ['Seller', `${seller} (${host})`],
          ['Purchase', purchaseId],
          ['Refund id', entryId],
        ],
      },
    ],
  }
}

function accessNow(access: NoticeFacts['access'], title: string): string {
  if (access === 'active') return `You can read “${title}” as before the refund.`
  if (access === 'suspended') {
    return `Your access to “${title}” is paused while your bank looks into the payment.`
  }
  return `Your access to “${title}” has ended all the same.`
}
