export type {
  LocalStripe,
  LocalStripeOptions,
  ReceivedRequest,
  WebhookEndpoint,
} from './local-stripe.ts'
export { startLocalStripe } from './start.ts'
export { type FaultName, faultNames } from './world/fault-names.ts'
export type { RefundStatus, StripeEvent } from './world/objects.ts'
