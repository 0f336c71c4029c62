export { may, whatOwnershipMeans } from './mails.ts'
export type { OfferRow } from './offer-queries.ts'
export { acceptOffer, declineOffer, readOffer } from './offers.ts'
export { withdrawTransfersBy } from './transfer.ts'
