// Gives a copy of this workspace the packages that are installed here, as `pnpm install` would there, but at once.
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

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
    const target = place.startsWith('packages/') ? join(copy, place) : installed
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(target, join(modules, name))
  }
  const programs = join(root, folder, 'node_modules/.bin')
  if (!production && existsSync(programs)) symlinkSync(programs, join(modules, '.bin'))
}
