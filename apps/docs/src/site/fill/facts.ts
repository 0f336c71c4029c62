import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shop } from '@latchkey/contract/example-shop'
import { root } from '../root.ts'

const demo: Readonly<Record<string, string>> = {
  email: shop.creator.email,
  operator: shop.operator.email,
  password: shop.creator.password,
}

/** What is neither a number nor a name of the contract. */
export const facts = {
  /** How to sign in to the demo: `{{demo:email}}`, `{{demo:password}}`, `{{demo:operator}}`. */
  demo(name: string) {
    const value = demo[name]
    if (!value) throw new Error('the demo has no such thing.')
    return value
  },
  /** The version of a package that this repository uses: `{{version:@modelcontextprotocol/sdk}}`. */
  version(name: string) {
    const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8')
    const [, version] = new RegExp(`^ *"?${name}"?: (\\S+)$`, 'm').exec(catalog) ?? []
    if (!version) throw new Error('it is not in the catalog.')
    return version
  },
}
