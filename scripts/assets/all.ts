import type { Asset } from './asset.ts'
import { contractTests } from './contract-tests.ts'
import { dashboard } from './dashboard.ts'
import { docs } from './docs.ts'
import { sdk } from './sdk.ts'
import { server } from './server.ts'
import { storefront } from './storefront.ts'

/** Everything that `npm run build` makes. */
export const assets: readonly Asset[] = [server, sdk, contractTests, storefront, dashboard, docs]
