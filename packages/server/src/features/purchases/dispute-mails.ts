import { formatTime } from '../../platform/dates.ts'
import { buyersAccess, type NoticeFacts, type NoticeMail, whyYou } from './notice-facts.ts'

/** What is asked for and why, as far as the reader is concerned. */
function disputeFacts({ audience, title, host, seller, buyer, paid, sum, entry, purchaseId }: NoticeFacts) {
  const due = entry.due_by === null ? 'no answer is taken' : formatTime(entry.due_by)
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
      ...(!forBuyer && isOpen(entry.status) ? [['Answer due', due] as const] : []),
      ['Purchase', purchaseId],
      ...(audience === 'platform' && entry.stripe_id ? [['At Stripe', entry.stripe_id] as const] : []),
    ] as const,
  }
}

const isOpen = (status: string): boolean => !['won', 'lost', 'warning_closed', 'prevented'].includes(status)

/** What is left to whoever runs the platform, who answers disputes. */
function howToAnswer({ status, due_by: dueBy }: NoticeFacts['entry']): string {
  if (!status.endsWith('needs_response')) return 'An answer was sent; now the bank decides.'
  if (dueBy === null) return 'The bank takes no answer to it.'
  return `Answer it in Stripe’s dashboard by ${formatTime(dueBy)}: after that, it is decided without us.`
}

/** What the seller's people can do meanwhile. */
function howToHelp({ entry: { due_by: dueBy }, us }: NoticeFacts): string {
  if (dueBy === null) return 'There is nothing for you to do: the bank takes no answer.'
  return `We answer the bank; you need not. If you have anything that shows what the buyer got, send it to ${us} in good time before ${formatTime(dueBy)}.`
}

/** A bank took the money, or will: access is suspended until it decides. */
export function disputeOpened(facts: NoticeFacts): NoticeMail {
  const { audience, title, host, buyer, sum, taken, entry } = facts
  if (audience === 'buyer') return accessPaused(facts)
  const forPlatform = audience === 'platform'
  const opening = {
    paragraph: `The bank of ${buyer} asks for ${sum} back that was paid for “${title}”, and holds the money until it decides.`,
  }
  return {
    subject: `A payment is disputed: ${title}`,
    preheader:
      forPlatform && entry.due_by !== null
        ? `${sum} at ${host}. The answer is due on ${formatTime(entry.due_by)}.`
        : `A bank asks for ${sum} back.`,
    heading: 'A payment is disputed',
    blocks: [
      opening,
      { paragraph: forPlatform ? howToAnswer(entry) : howToHelp(facts) },
      {
        paragraph: [
          taken === null
            ? null
            : `Until then, ${taken} is taken back from the Stripe account of ${host}; it returns if the dispute is won.`,
          buyersAccess(facts),
        ]
          .filter((line) => line !== null)
          .join(' '),
      },
      disputeFacts(facts),
      ...(forPlatform ? [] : [whyYou(facts)]),
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
        paragraph: `Your bank told us that you dispute the payment for “${title}” and asks for ${sum} back. While it looks into that, you cannot open “${title}”, nor buy it again.`,
      },
      {
        paragraph:
          'If that is right, there is nothing to do: your bank will tell you what it decides, and so will we. If you did not mean to dispute it, ask your bank to withdraw the dispute; your access returns as soon as it has.',
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
    subject: `A bank asks about a payment: ${title}`,
    preheader: `It is about ${sum}. No money has moved.`,
    heading: 'A bank asks about a payment',
    blocks: [
      {
        paragraph: `The bank of ${buyer} asks about the ${sum} that was paid for “${title}”. No money has moved and access is as it was, but a dispute may follow.`,
      },
      { paragraph: forPlatform ? howToAnswer(entry) : howToHelp(facts) },
      { paragraph: 'Refunding the payment ends the matter too, should the buyer be right.' },
      disputeFacts(facts),
      ...(forPlatform ? [] : [whyYou(facts)]),
    ],
  }
}

export function inquiryClosed(facts: NoticeFacts): NoticeMail {
  const { audience, title, buyer, sum } = facts
  if (audience === 'buyer') return accessReturned(facts)
  return {
    subject: `A bank’s question is settled: ${title}`,
    preheader: `Nobody asks for the ${sum} any more.`,
    heading: 'A bank’s question is settled',
    blocks: [
      {
        paragraph: `The bank of ${buyer} no longer asks about the ${sum} that was paid for “${title}”. Its question is closed without a dispute, and there is nothing to do.`,
      },
      disputeFacts(facts),
      ...(audience === 'platform' ? [] : [whyYou(facts)]),
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
    : `The bank of ${buyer} decided for the buyer, who has the ${sum} back that was paid for “${title}”.`
  const share = won
    ? `The ${taken} that was taken back from the Stripe account of ${host} returns there.`
    : `The ${taken} that was taken back from the Stripe account of ${host} stays with the buyer.`
  return {
    subject: `The dispute is ${outcome}: ${title}`,
    preheader: won ? `The payment stands.` : `${sum} went back to the buyer.`,
    heading: `The dispute is ${outcome}`,
    blocks: [
      { paragraph: decision },
      { paragraph: [taken === null ? null : share, buyersAccess(facts)].filter(Boolean).join(' ') },
      disputeFacts(facts),
      ...(facts.audience === 'platform' ? [] : [whyYou(facts)]),
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
    preheader: `Your bank decided that you get ${sum} back.`,
    heading: 'Your access has ended',
    blocks: [
      {
        paragraph: `Your bank decided the dispute for you: it gives you ${sum} back, so your access to “${title}” has ended. You can buy it again at any time.`,
      },
      disputeFacts(facts),
    ],
  }
}
