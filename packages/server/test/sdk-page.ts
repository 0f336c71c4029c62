import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Live } from './live.ts'

const path = (name: string) => fileURLToPath(new URL(`../../sdk/${name}`, import.meta.url))
const read = (name: string) => readFileSync(path(name), 'utf8')
const manifestOf = (name: string) => JSON.parse(read(`${name}package.json`))

const sources = new Map<string, string>()
/** A file of the SDK as a browser runs it. */
function script(file: string): string {
  const known = sources.get(file)
  if (known !== undefined) return known
  const text = file.endsWith('.ts') ? stripTypeScriptTypes(read(`src/${file}`)) : read(`node_modules/${file}`)
  sources.set(file, text)
  return text
}

const dependencies = Object.keys(manifestOf('').dependencies ?? {}).map((name) => {
  const { exports } = manifestOf(`node_modules/${name}/`)
  return [name, `/sdk/${name}/${exports['.'].import.replace('./', '')}`] as const
})

/** Has a host of the server show an empty page whose scripts import `/sdk/index.ts`, and answer the API besides. */
export function servePage(
  live: Live,
  host: string,
  meanwhile?: (request: Request) => Promise<unknown>,
): void {
  const imports = JSON.stringify({ imports: Object.fromEntries(dependencies) })
  live.answerFor(host, async (request, next) => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/sdk/')) {
      return new Response(script(pathname.slice('/sdk/'.length)), {
        headers: { 'content-type': 'text/javascript' },
      })
    }
    if (pathname.startsWith('/v2/')) {
      await meanwhile?.(request)
      return await next()
    }
    return new Response(`<!doctype html><title>Shop</title><script type="importmap">${imports}</script>`, {
      headers: { 'content-type': 'text/html' },
    })
  })
}

/** Runs a module in the page; what it puts on `window` is there for `page.evaluate`. */
export async function runModule(page: Page, code: string): Promise<void> {
  const text = code.replaceAll("'/sdk/", `'${new URL(page.url()).origin}/sdk/`)
  // As text: the tests' own tools rewrite `import()` in functions.
  await page.evaluate(
    `import(URL.createObjectURL(new Blob([${JSON.stringify(text)}], { type: 'text/javascript' })))`,
  )
}
