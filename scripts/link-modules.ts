// Gives a copy of this workspace the packages that are installed here, as `pnpm install` would there, but at once.
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The packages of this workspace that can be linked: globs. */
export const manifests = ['package.json', '{apps,packages}/*/package.json']

/**
 * Links what the package in `folder` of `copy` depends on: other packages of the workspace to those of the copy,
 * everything else to where it is installed in `root`. With `production` what is only for development stays away.
 */
export function linkModules(root: string, copy: string, folder: string, { production = false } = {}): void {
  const modules = join(copy, folder, 'node_modules')
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(copy, folder, 'package.json'), 'utf8'),
  )
  for (const name of Object.keys({ ...dependencies, ...(!production && devDependencies) })) {
    const installed = realpathSync(join(root, folder, 'node_modules', name))
    const place = relative(root, installed)
    const link = join(modules, name)
    mkdirSync(dirname(link), { recursive: true })
    // Relative within the copy, so that it can be copied on.
    symlinkSync(
      /^(?:apps|packages)\//.test(place) ? relative(dirname(link), join(copy, place)) : installed,
      link,
    )
  }
  const programs = join(root, folder, 'node_modules/.bin')
  if (!production && existsSync(programs)) symlinkSync(programs, join(modules, '.bin'))
}
