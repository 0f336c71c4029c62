import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { operationPath, operations } from '../src/reference/contract.ts'
import { formOf } from '../src/try-it/form-of.ts'
import { builtSite } from './built-site.ts'

const site = await builtSite()

test('the site is built', () => {
  expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('<title>')
})

test('the page of every operation has the form that the contract gives', () => {
  for (const operation of operations) {
    const page = readFileSync(join(site, `${operationPath(operation)}.html`), 'utf8')
    // The tag alone: whole pages take long to take apart.
    const [tag = '', ...others] = page.match(/<details class="try-it\b[^>]*>/g) ?? []
    expect(others, operation.id).toEqual([])
    const [details] = parseFragment(tag).childNodes
    const attributes = details && 'attrs' in details ? details.attrs : []
    const form = attributes.find(({ name }) => name === 'data-form')?.value ?? 'null'
    expect(JSON.parse(form), operation.id).toEqual(formOf(operation.id))
  }
})
