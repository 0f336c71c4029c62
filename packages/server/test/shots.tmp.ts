import { chromium } from 'playwright-core'
import { serveSite } from '/tmp/wt/look/apps/docs/test/serve-site.ts'
const [out = '/tmp/look-shots', ...only] = process.argv.slice(2)
const site = await serveSite(process.env.SITE ?? '/tmp/wt/look/apps/docs/dist')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const pages = (only.length ? only : ['/', '/reference/checkout/createCheckout', '/errors/page_not_paid', '/operate/runbook', '/internals/migrations', '/nothing/here'])
for (const path of pages) for (const [name, options] of Object.entries({
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 375, height: 812 } },
} as const)) {
  if (process.env.ONLY && !process.env.ONLY.includes(name)) continue
  const page = await browser.newPage(options)
  await page.goto(site.origin + path)
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `${out}/${(path.slice(1).replaceAll('/', '-') || 'index')}.${name}.png`, fullPage: !!process.env.FULL })
  await page.close()
}
await browser.close(); site.close(); process.exit()
