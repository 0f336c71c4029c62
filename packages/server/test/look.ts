import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Where `startLive` serves axe, on every host. */
export const AXE_PATH = '/axe.min.js'
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const rules = {
  all: {},
  'all but colours': { rules: { 'color-contrast': { enabled: false } } },
  colours: { runOnly: ['color-contrast'] },
} satisfies Record<string, RunOptions>

/** What axe finds wrong with a page, or within a part of it. Frames and style sheets are not loaded for it once more. */
export async function violations(page: Page, by: keyof typeof rules, within?: string): Promise<string[]> {
  // A page that has changed without being loaded has it still. A script that the browser keeps is compiled once; what is
  // evaluated is each time, which takes longer than to look.
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.addScriptTag({ url: AXE_PATH }).catch(() => page.evaluate(axeSource))
  return await page.evaluate(
    async ([part, options]) => {
      const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') }
      const found = await checker.run(part ?? document, {
        resultTypes: ['violations'],
        preload: false,
        iframes: false,
        ...options,
      })
      return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    },
    [within, rules[by]] as const,
  )
}

/** Has what is shown in the light be shown in the dark, or the other way round. */
async function changeScheme(page: Page): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const colorScheme = isDark ? 'light' : 'dark'
  await page.emulateMedia({ colorScheme })
  // The dashboard hears of it a moment later.
  await page.waitForFunction(
    (scheme) => (document.documentElement.dataset.mantineColorScheme ?? scheme) === scheme,
    colorScheme,
  )
}

/** A page as it is now is accessible and fits a phone; where colours are new, in the light and in the dark. */
export async function look(page: Page, name: string, { colours = false } = {}): Promise<void> {
  // The page is there before what it shows.
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const found = await violations(page, colours ? 'all' : 'all but colours')
  if (colours) {
    await changeScheme(page)
    found.push(...(await violations(page, 'colours')))
  }
  expect(found, name).toEqual([])
  const size = page.viewportSize()
  await page.setViewportSize({ width: 375, height: 667 })
  // A menu that slides away takes a moment.
  await page
    .waitForFunction(() => document.documentElement.scrollWidth === document.documentElement.clientWidth)
    .catch(() => undefined)
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(content, name).toBe(window)
  if (size) await page.setViewportSize(size)
}
