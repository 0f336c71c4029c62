export { DEMO_PASSWORD, DEMO_STRIPE_ACCOUNT, loadDemo } from './demo.ts'
export { type Config, handleOrigin, readConfig } from './platform/config.ts'
