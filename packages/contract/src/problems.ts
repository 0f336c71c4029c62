import { z } from '@hono/zod-openapi'

type Issue = Parameters<NonNullable<ReturnType<typeof z.config>['customError']>>[0]

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

const formats: Record<string, string> = {
  email: 'an email address, such as ana@example.com',
  url: 'a full URL, such as https://example.com/page',
  datetime: 'a time in RFC 3339 (UTC), such as 2026-11-20T09:30:00Z',
  date: 'a date, such as 2026-11-20',
}

const counted = (count: number | bigint, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** How much there is of something: `3 characters`, `1 entry`, `25`. */
function size(origin: string, count: number | bigint): string {
  if (origin === 'string') return counted(count, 'character', 'characters')
  if (origin === 'array' || origin === 'set') return counted(count, 'entry', 'entries')
  return String(count)
}

const isSized = (origin: string) => origin === 'string' || origin === 'array' || origin === 'set'

/** What people read about a value that does not fit its schema, after its path: `must have at least 12 characters`. */
function describeProblem(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required'
      return `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'too_small': {
      const { origin, minimum, inclusive, exact } = issue
      if (isSized(origin) && minimum === 1) return 'must not be empty'
      const verb = isSized(origin) ? 'have' : 'be'
      const bound = exact ? 'exactly' : inclusive === false ? 'more than' : 'at least'
      return `must ${verb} ${bound} ${size(origin, minimum)}`
    }
    case 'too_big': {
      const { origin, maximum, inclusive, exact } = issue
      const verb = isSized(origin) ? 'have' : 'be'
      const bound = exact ? 'exactly' : inclusive === false ? 'less than' : 'at most'
      return `must ${verb} ${bound} ${size(origin, maximum)}`
    }
    case 'invalid_format':
      return formats[issue.format] ? `must be ${formats[issue.format]}` : 'does not have the required form'
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `has members that are not allowed here: ${issue.keys.join(', ')}`
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ')
      return issue.values.length === 1 ? `must be ${values}` : `must be one of: ${values}`
    }
    case 'invalid_union': {
      const { discriminator, input } = issue
      // What tells the variants apart is named by the path.
      if (discriminator !== undefined && typeof input === 'object' && input !== null) {
        if (!(discriminator in input)) return 'is required'
        if (Array.isArray(issue.options)) return `must be one of: ${issue.options.map(String).join(', ')}`
      }
      return 'does not match any of the allowed forms'
    }
    default:
      return undefined
  }
}

// In place of the validator's own texts, which are for whoever wrote the schema. What a schema says itself wins.
z.config({ customError: describeProblem })
