import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What axe finds wrong, by all rules but one or by that one. */
const violations = (page: Page, rule: { isColour: boolean }) =>
  page.evaluate(async ({ isColour }) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') }
    const rules = isColour
      ? { runOnly: ['color-contrast'] }
      : { rules: { 'color-contrast': { enabled: false } } }
    const found = await checker.run({ resultTypes: ['violations'], ...rules })
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, rule)

/** A page as it is now is accessible and fits a phone; where colours are new, in the light and in the dark. */
export async function look(page: Page, name: string, { colours = false } = {}): Promise<void> {
  // The page is there before what it shows.
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.evaluate(axe.source)
  const found = await violations(page, { isColour: false })
  for (const colorScheme of colours ? (['light', 'dark'] as const) : []) {
    await page.emulateMedia({ colorScheme })
    // The dashboard hears of it a moment later.
    await page.waitForFunction(
      (scheme) => (document.documentElement.dataset.mantineColorScheme ?? scheme) === scheme,
      colorScheme,
    )
    found.push(...(await violations(page, { isColour: true })))
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
