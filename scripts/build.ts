// `npm run build`: makes in `dist` what the server hands out, as far as it is not there or its sources have changed.
import { dirname, join } from 'node:path'
import { makeAsset } from './assets/asset.ts'
import { sdk } from './assets/sdk.ts'

const root = dirname(import.meta.dirname)

/** Everything that `npm run build` makes. */
const assets = [sdk]

for (const asset of assets) {
  const made = await makeAsset(asset, root, join(root, 'dist'))
  console.log(`dist/${asset.name} ${made ? 'is made' : 'is up to date'}`)
}
process.disconnect?.()
