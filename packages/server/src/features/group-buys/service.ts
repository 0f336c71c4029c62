// What other areas and the hosted pages may ask of this one.
export { expressInterest, readInterest, withdrawAllInterests, withdrawInterest } from './interest.ts'
export { findGroupBuy, type GroupBuyRow, isPageLocked } from './queries.ts'
