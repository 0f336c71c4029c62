import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase } from '../packages/server/test/database.ts'
import { ServerProcess } from '../packages/server/test/server-process.ts'
import { builtAsset } from './assets/built.ts'
import { assembleImage, type Image } from './dockerfile.ts'

vi.setConfig({ testTimeout: 240_000 })

const root = dirname(import.meta.dirname)
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-image-')))
const database = await createTestDatabase()
let image: Image

/** The port that PUBLIC_DOMAIN names is known before that of the server is. */
let serverPort: number
const proxy = createServer((socket) => {
  const onward = connect(serverPort, '127.0.0.1')
  socket.pipe(onward).pipe(socket)
  for (const end of [socket, onward]) {
    end.on('error', () => {
      socket.destroy()
      onward.destroy()
    })
  }
})

beforeAll(async () => {
  const built = [await builtAsset('server'), await builtAsset('docs'), await builtAsset('dashboard')]
  image = assembleImage(root, folder, built)
  await new Promise<void>((resolve) => proxy.listen(0, resolve))
})
afterAll(async () => {
  proxy.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** npm in an empty folder, where no registry can be reached. */
async function npm(project: string, program: string, ...args: string[]) {
  mkdirSync(join(folder, project), { recursive: true })
  const outer = Object.entries(process.env).filter(([name]) => !/^(?:npm_|node_)/i.test(name))
  const env = {
    ...Object.fromEntries(outer),
    npm_config_cache: join(folder, project, '.npm'),
    npm_config_userconfig: join(folder, '.none'),
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  }
  const { stdout } = await promisify(execFile)(program, args, { cwd: join(folder, project), env })
  return stdout
}

/** Asks the host of a built site, whose name Node does not resolve. */
async function askSite(site: 'app' | 'docs', path: string, port: number) {
  const headers = { host: `${site}.localhost:${port}`, accept: 'text/html,*/*' }
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request({ host: '127.0.0.1', port, path, headers }, resolve).on('error', reject).end()
  const response = await promise
  return { status: response.statusCode, headers: response.headers, text: await text(response) }
}

/** Packages that a server without Redis, which has done nothing yet, does not need in its memory. */
const onlyWhenUsed = [
  /^@?redis\b/,
  /^@zxcvbn-ts\//,
  /^markdown-it$/,
  /^sanitize-html$/,
  /^htmlparser2$/,
  /^nodemailer$/,
  // What they load, and nothing here uses.
  /^js-yaml$/,
  /^@babel\//,
]

/** For `--import`: writes down which files of the server are loaded. */
const listLoaded = (list: string) =>
  `data:text/javascript,${encodeURIComponent(`
    import { appendFileSync } from 'node:fs'
    import { registerHooks } from 'node:module'
    registerHooks({
      load(url, context, next) {
        if (url.startsWith('file:')) appendFileSync(${JSON.stringify(list)}, url.split('/').at(-1) + '\\n')
        return next(url, context)
      },
    })`)}`

test('the image holds a server that starts, and hands out dashboard, docs, SDK and contract tests', async () => {
  expect(image.command[0]).toBe('node')
  const { port } = proxy.address() as AddressInfo
  const environment = {
    ...image.env,
    PORT: '0',
    PUBLIC_DOMAIN: `localhost:${port}`,
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: 'sk_test_latchkey',
    STRIPE_API_BASE: 'http://127.0.0.1:9',
    STRIPE_WEBHOOK_SECRET: 'whsec_1',
    STRIPE_CONNECT_WEBHOOK_SECRET: 'whsec_2',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'Latchkey <hello@latchkey.example>',
    DRAIN_SECONDS: '0',
  }
  expect(environment).toMatchObject({ NODE_ENV: 'production', ASSETS_DIR: expect.stringContaining('dist') })
  const loaded = join(folder, 'loaded')
  const args = ['--import', listLoaded(loaded), ...image.command.slice(1)]
  const server = new ServerProcess(environment, { args, cwd: image.workdir })
  serverPort = Number(new URL(await server.listening()).port)
  const origin = `http://localhost:${port}`
  // It has only a bundle, and still says where in the sources something went wrong.
  expect(existsSync(join(image.folder, 'app/packages'))).toBe(false)
  await expect.poll(() => server.output).toContain('packages/server/src/features/at-start.ts')
  // The trace is what costs memory last. Its maps have no more than lines of our own sources.
  const resident = Number(
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1],
  )
  expect(resident / 1024, 'MB of memory after a start').toBeLessThan(160)
  const { packages } = JSON.parse(readFileSync(join(image.workdir, 'dist/server/manifest.json'), 'utf8'))
  const files = readFileSync(loaded, 'utf8').trim().split('\n')
  const present: string[] = files.flatMap((file) => packages[file] ?? [])
  expect(present).toContain('hono')
  expect(
    present.filter((name) => onlyWhenUsed.some((each) => each.test(name))),
    'loaded when it is used',
  ).toEqual([])

  const docs = `http://docs.localhost:${port}`
  for (const [path, title] of [
    ['/', 'Latchkey'],
    ['/reference/checkout/createCheckout', 'Start a checkout'],
    ['/errors/page_not_paid', 'page_not_paid'],
  ] as const) {
    const page = await askSite('docs', path, port)
    expect([page.status, page.headers['content-type']], path).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.text).toMatch(new RegExp(`<title>[^<]*${title}`))
    // Also where a sample is split into coloured parts.
    const shown = page.text.replaceAll(/<[^>]*>/g, '')
    for (const each of [page.text, shown])
      expect(each).not.toMatch(/https:\/\/(?:docs\.)?latchkey\.example(?![\w-])/)
    expect(page.text).toContain(`<link rel="canonical" href="${docs}${path}"`)
    const policy = page.headers['content-security-policy'] ?? ''
    expect(policy).toContain(`connect-src 'self' ${origin};`)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/)
  }
  const markdown = await askSite('docs', '/reference/checkout/createCheckout.md', port)
  expect([markdown.status, markdown.headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8'])
  expect((await askSite('docs', '/robots.txt', port)).text).toContain(`Sitemap: ${docs}/sitemap-index.xml`)
  expect((await askSite('docs', '/sitemap-0.xml', port)).text).toContain(
    `<loc>${docs}/errors/page_not_paid</loc>`,
  )
  const missing = await askSite('docs', '/no/such/page', port)
  expect([missing.status, missing.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])

  const missingText = await askSite('docs', '/no/such/page.md', port)
  expect([missingText.status, missingText.headers['content-type']]).toEqual([
    404,
    'text/markdown; charset=utf-8',
  ])

  const dashboard = await askSite('app', '/h/demo', port)
  expect([dashboard.status, dashboard.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  const [, script = ''] = /<script type="module"[^>]* src="(.*?)"/.exec(dashboard.text) ?? []
  expect(script).toMatch(/^\/assets\/.*\.js$/)
  expect((await askSite('app', script, port)).status).toBe(200)

  const latest = await fetch(`${origin}/sdk/latchkey-sdk.tgz`)
  expect([latest.status, latest.headers.get('content-type')]).toEqual([200, 'application/gzip'])
  const url = `${origin}${latest.headers.get('content-location')}`
  expect(url).toMatch(/\/sdk\/latchkey-sdk-\d+\.\d+\.\d+-[0-9a-f]{12}\.tgz$/)
  const pinned = await fetch(url)
  expect(Buffer.from(await pinned.arrayBuffer()).equals(Buffer.from(await latest.arrayBuffer()))).toBe(true)

  // As the README has it; what it depends on comes from the machine.
  const fetchClient = realpathSync(join(root, 'packages/sdk/node_modules/openapi-fetch'))
  const needed = [fetchClient, join(fetchClient, '../openapi-typescript-helpers')]
  await npm('shop', 'npm', 'pack', '--silent', ...needed)
  const packed = ['openapi-fetch', 'openapi-typescript-helpers'].map((name) => {
    const { version } = JSON.parse(readFileSync(join(fetchClient, '..', name, 'package.json'), 'utf8'))
    return `./${name}-${version}.tgz`
  })
  writeFileSync(join(folder, 'shop/package.json'), '{ "name": "shop", "private": true, "type": "module" }')
  await npm('shop', 'npm', 'install', '--no-audit', '--no-fund', url, ...packed)
  rmSync(join(folder, 'shop/node_modules'), { recursive: true })
  await npm('shop', 'npm', 'ci', '--no-audit', '--no-fund')
  const asked = `
    const { createLatchkey } = await import('@latchkey/sdk')
    const { error } = await createLatchkey({ baseUrl: '${origin}' }).visitors.getVisitor()
    console.log(error.code)`
  writeFileSync(join(folder, 'shop/ask.js'), asked)
  expect(await npm('shop', process.execPath, 'ask.js')).toBe('visitor_unauthorized\n')

  const help = await npm('checks', 'npx', '--yes', `${origin}/sdk/latchkey-contract-tests.tgz`, '--help')
  expect(help).toContain('latchkey-contract-tests --base-url')
})
