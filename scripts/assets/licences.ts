import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BundledFile, packageOf } from './bundle.ts'
import { readPackageJson } from './packed.ts'

/** What the licences of the packages in a bundle ask for: their text goes with it. */
export function writeLicences(files: readonly BundledFile[], folder: string): void {
  const packages = new Set(files.flatMap(({ modules }) => modules.flatMap((id) => packageOf(id) ?? [])))
  const texts = [...packages].map((each) => {
    const { name, version, license } = readPackageJson(each)
    const [file] = globSync('{LICEN[CS]E,licen[cs]e,COPYING}*', { cwd: each }).toSorted()
    if (!file && !license) throw new Error(`${name} does not say under which licence it is.`)
    const text = file ? readFileSync(join(each, file), 'utf8').trim() : `Licence: ${license}`
    return `${name} ${version}\n\n${text}\n`
  })
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES'), texts.toSorted().join(`\n${'-'.repeat(80)}\n\n`))
}
