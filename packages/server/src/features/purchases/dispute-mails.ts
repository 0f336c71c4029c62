import { formatTime } from '../../platform/dates.ts'
import { buyersAccess, forSeller, type NoticeFacts, type NoticeMail } from './notice-facts.ts'

/** What is asked for and why, as far as the reader is concerned. */
function disputeFacts({ audience, title, host, seller, buyer, paid, sum, entry, purchaseId }: NoticeFacts) {
  const due = entry.due_by === null ? 'no response accepted' : formatTime(entry.due_by)
  const reason = entry.reason?.replaceAll('_', ' ') ?? 'not given'
  const forBuyer = audience === 'buyer'
  return {
    facts: [
      ['Item', title],
      ...(forBuyer ? [['Seller', `${seller} (${host})`] as const] : [['Site', host] as const]),
      ...(forBuyer ? [] : [['Buyer', buyer] as const]),
      ['Paid', paid],
      ['Disputed', sum],
      ['Bank’s reason', reason],
      ...(!forBuyer && isOpen(entry.status) ? [['Response due', due] as const] : []),
      ['Purchase', purchaseId],
      ...(audience === 'platform' && entry.stripe_id ? [['At Stripe', entry.stripe_id] as const] : []),
    ] as const,
  }
}

const isOpen = (status: string): boolean => !['won', 'lost', 'warning_closed', 'prevented'].includes(status)

/** What is left to whoever runs the platform, who answers disputes. */
function howToAnswer({ status, due_by: dueBy }: NoticeFacts['entry']): string {
  if (!status.endsWith('needs_response')) return 'A response was sent. The bank now decides.'
  if (dueBy === null) return 'The bank accepts no response.'
  return `Respond in Stripe’s dashboard by ${formatTime(dueBy)}. After that, it will be decided without our response.`
}

/** What the seller's people can do meanwhile. */
function howToHelp({ entry: { due_by: dueBy }, us }: NoticeFacts): string {
  if (dueBy === null) return 'There is nothing for you to do: the bank accepts no response.'
  return `We will respond to the bank, so you don’t need to. If you have anything that shows what the buyer received, send it to ${us} well before ${formatTime(dueBy)}.`
}

/** A bank took the money, or will: access is suspended until it decides. */
export function disputeOpened(facts: NoticeFacts): NoticeMail {
  const { audience, title, host, buyer, sum, taken, entry } = facts
  if (audience === 'buyer') return accessPaused(facts)
  const forPlatform = audience === 'platform'
  const opening = {
    paragraph: `The bank of ${buyer} is asking for ${sum} of the payment for “${title}” back, and holds the money until it decides.`,
  }
  return {
    subject: `A payment is disputed: ${title}`,
    preheader:
      forPlatform && entry.due_by !== null
        ? `${sum} at ${host}. The response is due on ${formatTime(entry.due_by)}.`
        : `A bank is asking for ${sum} back.`,
    heading: 'A payment is disputed',
    blocks: [
      opening,
      { paragraph: forPlatform ? howToAnswer(entry) : howToHelp(facts) },
      {
        paragraph: [
          taken === null
            ? null
            : `Until then, ${taken} is taken back from the Stripe account of ${host}. It is returned if the dispute is won.`,
          buyersAccess(facts),
        ]
          .filter((line) => line !== null)
          .join(' '),
      },
      disputeFacts(facts),
      ...(forPlatform ? [] : forSeller(facts)),
    ],
  }
}

function accessPaused(facts: NoticeFacts): NoticeMail {
  const { title, sum } = facts
  return {
    subject: `Your access is paused: ${title}`,
    preheader: `Your bank says that you dispute a payment of ${sum}.`,
    heading: 'Your access is paused',
    blocks: [
      {
        paragraph: `Your bank told us that you dispute the payment for “${title}”, and is asking for ${sum} back. While it looks into this, you cannot open “${title}” or buy it again.`,
      },
      {
        paragraph:
          'If that is right, there is nothing to do. Your bank will tell you what it decides, and so will we. If you did not mean to dispute the payment, ask your bank to withdraw the dispute. Your access returns as soon as it has.',
      },
      disputeFacts(facts),
    ],
  }
}

/** A bank only asks: no money moved, and access is as it was. */
export function inquiryOpened(facts: NoticeFacts): NoticeMail {
  const { audience, title, buyer, sum, entry } = facts
  const forPlatform = audience === 'platform'
  return {
    subject: `A bank is asking about a payment: ${title}`,
    preheader: `It is about ${sum}. No money has moved.`,
    heading: 'A bank is asking about a payment',
    blocks: [
      {
        paragraph: `The bank of ${buyer} is asking about the ${sum} paid for “${title}”. No money has moved and access is unchanged, but a dispute may follow.`,
      },
      { paragraph: forPlatform ? howToAnswer(entry) : howToHelp(facts) },
      { paragraph: 'If the buyer is right, refunding the payment settles it too.' },
      disputeFacts(facts),
      ...(forPlatform ? [] : forSeller(facts)),
    ],
  }
}

export function inquiryClosed(facts: NoticeFacts): NoticeMail {
  const { audience, title, buyer, sum } = facts
  if (audience === 'buyer') return accessReturned(facts)
  return {
    subject: `A bank’s question has been settled: ${title}`,
    preheader: `The ${sum} is no longer in question.`,
    heading: 'A bank’s question has been settled',
    blocks: [
      {
        paragraph: `The bank of ${buyer} is no longer asking about the ${sum} paid for “${title}”. Its question was closed without a dispute, and there is nothing to do.`,
      },
      disputeFacts(facts),
      ...(audience === 'platform' ? [] : forSeller(facts)),
    ],
  }
}

/** The bank has decided. */
export function disputeClosed(facts: NoticeFacts): NoticeMail {
  const won = facts.event === 'dispute_won'
  if (facts.audience === 'buyer') return won ? accessReturned(facts) : accessEnded(facts)
  const { title, host, sum, taken, buyer } = facts
  const outcome = won ? 'won' : 'lost'
  const decision = won
    ? `The bank of ${buyer} decided that the payment for “${title}” stands: the ${sum} is no longer disputed.`
    : `The bank of ${buyer} decided in favour of the buyer, who has got back ${sum} of the payment for “${title}”.`
  const share = won
    ? `The ${taken} that was taken back from the Stripe account of ${host} is returned to it.`
    : `The ${taken} that was taken back from the Stripe account of ${host} stays with the buyer.`
  return {
    subject: `The dispute was ${outcome}: ${title}`,
    preheader: won ? `The payment stands.` : `${sum} went back to the buyer.`,
    heading: `The dispute was ${outcome}`,
    blocks: [
      { paragraph: decision },
      { paragraph: [taken === null ? null : share, buyersAccess(facts)].filter(Boolean).join(' ') },
      disputeFacts(facts),
      ...(facts.audience === 'platform' ? [] : forSeller(facts)),
    ],
  }
}

function accessReturned(facts: NoticeFacts): NoticeMail {
  const { title } = facts
  return {
    subject: `You have access again: ${title}`,
    preheader: 'Your bank has closed the dispute.',
    heading: 'You have access again',
    blocks: [
      {
        paragraph: `Your bank has closed the dispute, and the payment stands. You can read “${title}” again.`,
      },
      disputeFacts(facts),
    ],
  }
}

function accessEnded(facts: NoticeFacts): NoticeMail {
  const { title, sum } = facts
  return {
    subject: `Your access has ended: ${title}`,
    preheader: `Your bank decided to give you ${sum} back.`,
    heading: 'Your access has ended',
    blocks: [
      {
        paragraph: `Your bank decided the dispute in your favour and is giving you ${sum} back, so your access to “${title}” has ended. You can buy it again at any time.`,
      },
      disputeFacts(facts),
    ],
  }
}
