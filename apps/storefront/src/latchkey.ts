import { createLatchkey, visitorAuth } from '@latchkey/sdk'

interface Config {
  /** The origin of Latchkey. */
  latchkey: string
  /** Whose pages are sold here. */
  handle: string
  /** What the shop is called. */
  name: string
}

// Asked for at start, so that one build serves any deployment.
const config: Config = await fetch('/config.json').then((response) => response.json())

export const { handle, name: shopName } = config

export const latchkey = createLatchkey({ baseUrl: config.latchkey })

/** Signs the calls of `latchkey`. If the browser blocks its storage, the session lives in memory. */
export const auth = visitorAuth(latchkey, { handle, storage: () => localStorage })
