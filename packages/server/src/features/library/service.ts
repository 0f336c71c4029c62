// What the hosted pages use of this one.
export { destinationOf, destinationUrl, onward, startCheckout } from './onward.ts'
