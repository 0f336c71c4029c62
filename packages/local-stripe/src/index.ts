export type {
  FaultName,
  LocalStripe,
  LocalStripeOptions,
  ReceivedRequest,
  RefundStatus,
  WebhookEndpoint,
} from './local-stripe.ts'
export { faultNames } from './local-stripe.ts'
export type { StripeEvent } from './objects.ts'
export { startLocalStripe } from './start.ts'
