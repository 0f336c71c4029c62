// `npm run build`: makes in `dist` the server and what it hands out, or what of it is named, as far as it is not there or
// its sources have changed.
import { constants, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { assets } from './assets/all.ts'
import { makeAsset } from './assets/asset.ts'
import { server } from './assets/server.ts'

const root = dirname(import.meta.dirname)

// `npm start` makes them while somebody may try things out already.
const inBackground = process.argv.includes('--in-background')
if (inBackground) setPriority(constants.priority.PRIORITY_LOW)

// Their tools are not installed yet.
const withoutApps = process.argv.includes('--without-apps')

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = names.find((name) => !assets.some((asset) => asset.name === name))
if (unknown !== undefined) throw new Error(`There is no ${unknown} to build.`)

for (const asset of assets) {
  if (names.length > 0 && !names.includes(asset.name)) continue
  if (withoutApps && asset.isApp) continue
  // `npm start` runs its sources.
  if (inBackground && asset === server) continue
  const made = await makeAsset(asset, root, join(root, 'dist'))
  if (made || !inBackground) console.log(`dist/${asset.name} ${made ? 'is made' : 'is up to date'}`)
}
// The channel to whoever started it would keep it.
process.exit()
