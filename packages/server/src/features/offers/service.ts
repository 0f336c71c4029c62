export { may, whatOwnershipMeans } from './mails.ts'
export type { OfferRow } from './offer-queries.ts'
export { acceptOffer, declineOffer, listOffers, readOffer } from './offers.ts'
export { withdrawTransfersBy } from './transfer.ts'
