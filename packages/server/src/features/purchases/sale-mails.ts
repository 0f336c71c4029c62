import type { RefundCause } from '../../platform/database/schema.ts'
import { formatTime } from '../../platform/dates.ts'
import { buyersAccess, forSeller, type NoticeFacts, type NoticeMail } from './notice-facts.ts'
import type { LedgerRow } from './queries.ts'

/** Somebody paid. */
export function saleMade(facts: NoticeFacts): NoticeMail {
  const { title, host, buyer, paid, fee, share, entry, purchaseId } = facts
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
      ...forSeller(facts),
    ],
  }
}

const why = {
  creator: '',
  duplicate_charge: ', who had paid for it twice',
  erased_visitor: '',
} as const satisfies Record<RefundCause, string>

/** Money goes back to the buyer. */
export function saleRefunded(facts: NoticeFacts): NoticeMail {
  const { title, host, buyer, paid, sum, taken, entry, entryId, purchaseId } = facts
  const who = entry.cause === 'creator' ? 'Your team' : 'We'
  return {
    subject: `Refunded: ${title}`,
    preheader: taken === null ? `${sum}, at no cost to you.` : `${sum}, of which ${taken} comes from you.`,
    heading: 'A sale was refunded',
    blocks: [
      {
        paragraph: `${who} refunded ${sum} for “${title}” to ${buyer}${entry.cause ? why[entry.cause] : ''}.`,
      },
      {
        paragraph:
          taken === null
            ? 'This costs you nothing: you keep what you received for this sale.'
            : `${taken} of this is taken back from the Stripe account of ${host}, and our fee on it is returned.`,
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
      ...forSeller(facts),
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
    preheader: `The ${sum} did not reach the buyer.`,
    heading: 'A refund failed',
    blocks: [
      {
        paragraph: `The refund of ${sum} for “${title}” to ${buyer} ${fate(entry)}, so the buyer does not have the money.${facts.erased ? '' : ' We have told them.'}`,
      },
      { paragraph: buyersAccess(facts) },
      {
        paragraph: forPlatform
          ? `The money is back in the platform’s balance at Stripe. Everyone who works on ${host} has been told. If the buyer still wants a refund, agree with ${seller} on who sends it, and how.`
          : `${taken === null ? 'It took nothing from you' : `The ${taken} it took from the Stripe account of ${host} is being returned`}. If the buyer still wants a refund, try again, or agree with them on another way.`,
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
      ...(forPlatform ? [] : forSeller(facts)),
    ],
  }
}

const fate = ({ status }: LedgerRow): string =>
  status === 'canceled' ? 'was canceled before it arrived' : 'did not go through'

function refundDidNotArrive(facts: NoticeFacts): NoticeMail {
  const { access, title, host, seller, sum, told, entry, entryId, purchaseId, us } = facts
  return {
    subject: `Your refund did not arrive: ${title}`,
    preheader: `The ${sum} did not reach you. Here is what happens next.`,
    heading: 'Your refund did not arrive',
    blocks: [
      {
        paragraph: `We are sorry. The refund of ${sum} for “${title}”${told ? ', which we said was on its way to you,' : ''} ${fate(entry)}. The money has not reached you.`,
      },
      { paragraph: accessNow(access, title) },
      {
        paragraph: `${seller} knows about this, and so do we. If you want your money back, write to ${us} and quote the purchase number below, so that it can be sent another way.`,
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
  if (access === 'active') return `You can still read “${title}”, as you could before the refund.`
  if (access === 'suspended') {
    return `Your access to “${title}” is paused while your bank looks into the payment.`
  }
  return `Your access to “${title}” has still ended.`
}
