// Says what is missing at the Stripe account that the environment of the server names.
import { checkStripe } from './features/connect/checklist.ts'
import { readConfig } from './platform/config.ts'
import { stripeClient } from './platform/stripe-client.ts'

const config = readConfig(process.env)
if ('problems' in config) {
  console.error(config.problems.join('\n'))
  process.exit(1)
}
const problems = await checkStripe(stripeClient(config), config)
for (const problem of problems) console.log(problem)
if (problems.length === 0) console.log('Nothing is missing.')
process.exitCode = problems.length === 0 ? 0 : 1
