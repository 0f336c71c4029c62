import { handleOrigin } from '../../platform/config.ts'
import { paths } from '../../platform/html/paths.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import { pageUrl } from '../../platform/seller.ts'
import { findGroupBuyById } from './queries.ts'

/** Tells somebody who was interested that the offer is on; the subject is their interest. */
export const groupBuyActivatedMail: Composer = async ({ db, config }, interestId) => {
  const interest = await db
    .selectFrom('group_buy_interests as interest')
    .innerJoin('visitors as visitor', 'visitor.id', 'interest.visitor_id')
    .select(['interest.group_buy_id as groupBuyId', 'interest.quantity', 'visitor.email'])
    .where('interest.id', '=', interestId)
    .executeTakeFirst()
  const groupBuy = interest && (await findGroupBuyById(db, interest.groupBuyId))
  if (!groupBuy) return null
  const origin = handleOrigin(config, groupBuy.handleName)
  const { pageSlug, title, handleDisplayName: seller } = groupBuy
  return {
    to: interest.email,
    subject: `Going ahead: ${title}`,
    preheader: `${groupBuy.people} people wanted it, and ${seller} has activated the offer.`,
    heading: 'It’s going ahead',
    blocks: [
      { paragraph: `${seller} has activated “${title}”. You said you wanted ${interest.quantity}.` },
      pageSlug === null
        ? { button: 'See the offer', url: `${origin}${paths.groupBuy(groupBuy.slug)}` }
        : { button: 'Buy it now', url: pageUrl(config, groupBuy, pageSlug) },
      {
        note: `You get this one email because you asked for it on ${groupBuy.handleName}.${config.PUBLIC_DOMAIN}.`,
      },
    ],
    seller: { ...groupBuy, name: seller },
  }
}
