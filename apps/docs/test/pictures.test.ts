import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { screens } from '../../../scripts/screens.ts'
import { pictureFile, pictures } from '../src/site/pictures.ts'

const app = join(import.meta.dirname, '..')
const readme = readFileSync(join(app, '../../README.md'), 'utf8')
const guides = globSync('src/content/docs/**/*.md', { cwd: app }).map((file) =>
  readFileSync(join(app, file), 'utf8'),
)

test.each(Object.keys(pictures))('the picture of %s is taken, kept small, and shown', (name) => {
  expect(screens.map((screen) => screen.name)).toContain(name)
  const file = readFileSync(join(app, 'public', pictureFile(name)))
  expect(file.subarray(8, 12).toString()).toBe('WEBP')
  expect(file.length).toBeLessThan(100_000)
  const isShown = [`{{screen:${name}}}`, `apps/docs/public${pictureFile(name)})`]
  expect([readme, ...guides].some((text) => isShown.some((each) => text.includes(each)))).toBe(true)
})

test('the README shows pictures that are there, and says what is on them', () => {
  const shown = [...readme.matchAll(/!\[(.*?)\]\((.*?)\)/g)]
  expect(shown).toHaveLength(3)
  const files = Object.keys(pictures).map((name) => `apps/docs/public${pictureFile(name)}`)
  for (const [, text = '', file = ''] of shown) {
    expect(text.length).toBeGreaterThan(20)
    expect(files).toContain(file)
  }
})
