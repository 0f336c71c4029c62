// What other areas and the hosted pages may ask of this one.
export { expressInterest, readInterest, withdrawAllInterests, withdrawInterest } from './interest.ts'
export { findInterestsOf, listInterestsOf, readQuantities } from './own-interests.ts'
export { descriptionHtml, listPublicGroupBuys } from './present.ts'
export {
  findGroupBuy,
  findLock,
  type GroupBuyRow,
  groupBuysOf,
  hasGroupBuy,
  isPageLocked,
  LOCKING_STATES,
  removeGroupBuys,
} from './queries.ts'
export { renderGroupBuysAnew } from './render-anew.ts'
