export type {
  FaultName,
  LocalStripe,
  LocalStripeOptions,
  ReceivedRequest,
  RefundStatus,
  WebhookEndpoint,
} from './local-stripe.ts'
export { faultNames } from './local-stripe.ts'
export { startLocalStripe } from './start.ts'
export type { StripeEvent } from './world/objects.ts'
