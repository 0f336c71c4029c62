// A process of a worker (its id is the second argument) that never comes back to its event loop.
import { Liveness } from '../src/platform/liveness.ts'
import { createLog } from '../src/platform/log.ts'

const [url = '', worker = ''] = process.argv.slice(2)
await new Liveness(url, createLog('silent')).hold([worker])
process.stdout.write('held\n', () => {
  for (;;);
})
