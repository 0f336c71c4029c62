import { handleSteps } from './handles.ts'
import { pageSteps } from './pages.ts'
import { onHandle, type Steps } from './step.ts'

/** The operations for tokens do what those for accounts do, under names of their own. */
const sameAsForAccounts = [
  'listPages',
  'createPage',
  'getPage',
  'updatePage',
  'publishPage',
  'unpublishPage',
  'renderMarkdown',
  'listFiles',
  'createFile',
  'getFile',
  'updateFile',
  'deleteFile',
  'listGroupBuys',
  'createGroupBuy',
  'getGroupBuy',
  'updateGroupBuy',
  'listCustomers',
  'listSales',
  'getSale',
]

const automationName = (id: string) => `automation${id.charAt(0).toUpperCase()}${id.slice(1)}`

export const automationSteps: Steps = {
  ...Object.fromEntries(
    sameAsForAccounts.map((id) => [automationName(id), pageSteps[id] ?? handleSteps[id] ?? onHandle()]),
  ),
  automationListPurchases: onHandle(),
}
