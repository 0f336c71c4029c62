import { accountSteps } from './accounts.ts'
import { automationSteps } from './automation.ts'
import { handleSteps } from './handles.ts'
import { oauthSteps } from './oauth.ts'
import { operatorSteps } from './operators.ts'
import { pageSteps, publicSteps } from './pages.ts'
import type { Steps } from './step.ts'
import { visitorSteps } from './visitors.ts'

/** How each operation is called so that it succeeds. */
export const steps: Steps = {
  ...oauthSteps,
  ...accountSteps,
  ...handleSteps,
  ...pageSteps,
  ...publicSteps,
  ...automationSteps,
  ...visitorSteps,
  ...operatorSteps,
}

/** Operations that nobody outside can call so that they succeed, and why. */
export const unreachable: Readonly<Record<string, string>> = {
  receiveStripeEvent: 'Only Stripe can sign its events.',
  receiveStripeConnectEvent: 'Only Stripe can sign its events.',
  retryDeadJob: 'No request makes a job fail for good.',
}
