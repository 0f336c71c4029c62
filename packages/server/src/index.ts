export { DEMO_PASSWORD, DEMO_STRIPE_ACCOUNT, loadDemo } from './demo.ts'
