// Every screen is looked at by `look`: it is accessible, in the light and in the dark, and fits a phone.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const { dirname } = import.meta
const read = (files: string[]) => files.map((file) => readFileSync(join(dirname, file), 'utf8'))
const [frame = '', ...areas] = read([
  '../src/app/routes.ts',
  ...globSync('../src/screens/*/routes.ts', { cwd: dirname }),
])

interface Route {
  readonly parent: string | undefined
  readonly path: string
}

/** The routes in a source by the names of their constants. */
const routesIn = (source: string) =>
  new Map(
    [...source.matchAll(/const (\w+) = create(?:Root)?Route\(\{\n(.*?)^\}\)/gms)].map(
      ([, name = '', options = '']): [string, Route] => [
        name,
        {
          parent: /^ {2}getParentRoute: \(\) => (\w+),$/m.exec(options)?.[1],
          path: /^ {2}path: '([^']*)',$/m.exec(options)?.[1] ?? '',
        },
      ],
    ),
  )
const shared = routesIn(frame)

/** The paths of the screens of an area: of routes in which no other is shown. */
function screensIn(source: string): string[] {
  const own = routesIn(source)
  expect(own.size).toBe(source.match(/\bcreateRoute\(/g)?.length)
  const pathOf = (name: string | undefined): string => {
    const route = name === undefined ? undefined : (own.get(name) ?? shared.get(name))
    return route ? `${pathOf(route.parent)}${route.path}`.replace(/(?<=.)\/$/, '') : ''
  }
  const parents = new Set([...own.values()].map(({ parent }) => parent))
  return [...own.keys()].filter((name) => !parents.has(name)).map(pathOf)
}

const screens = areas.flatMap(screensIn)
const looked = read(globSync('*.browser.test.ts', { cwd: dirname })).flatMap((source) =>
  [...source.matchAll(/\blook\(\w+, '([^']+)'/g)].map(([, screen = '']) => screen),
)

test('every screen is looked at by a test, and each that is looked at is one', () => {
  expect(screens.length).toBeGreaterThan(30)
  expect(screens).toContain('/h/$handle/settings/webhooks/$webhookEndpointId')
  expect([...new Set(looked)].toSorted()).toEqual(screens.toSorted())
})
