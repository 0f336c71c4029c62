import { InvalidInput } from './errors.ts'

/**
 * The values for the parameters in the path of a route. One that is empty, `.` or `..` would make the URL that of
 * another resource: URL parsers resolve dot segments (RFC 3986 §5.2.4), encoded ones too.
 * @throws TypeError for these, before anything is sent.
 */
export function pathParameters(route: string, given: Record<string, string> = {}): Record<string, string> {
  const names = Array.from(route.matchAll(/\{([^{}]+)\}/g), ([, name = '']) => name)
  return Object.fromEntries(
    names.map((name) => {
      const value = String(given[name] ?? '')
      if (value === '' || value === '.' || value === '..') {
        throw new InvalidInput(
          `path.${name} must be given, and neither be empty nor consist of dots ("${value}").`,
        )
      }
      return [name, value]
    }),
  )
}
