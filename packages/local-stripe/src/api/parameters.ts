import { currencies, isExpressible } from '../world/currencies.ts'
import { invalid, isRefusal, type Refusal } from './errors.ts'
import type { Raw } from './form-body.ts'

/** Reads one parameter: a typed value, or why not. `name` is its full path, as in `line_items[0][quantity]`. */
export type Parameter<T> = (value: Raw, name: string) => T | Refusal

/** A parameter that must be sent. */
interface Needed<T> {
  needed: Parameter<T>
}

export type Shape = Record<string, Parameter<unknown> | Needed<unknown>>

type NeededKeys<S extends Shape> = { [K in keyof S]: S[K] extends Needed<unknown> ? K : never }[keyof S]
type ValueOf<P> =
  P extends Needed<infer T> ? Exclude<T, Refusal> : P extends Parameter<infer T> ? Exclude<T, Refusal> : never

/** The typed values of a shape. */
export type Values<S extends Shape> = { [K in NeededKeys<S>]: ValueOf<S[K]> } & {
  [K in Exclude<keyof S, NeededKeys<S>>]?: ValueOf<S[K]> | undefined
}

export function needed<T>(parameter: Parameter<T>): Needed<T> {
  return { needed: parameter }
}

/** A hash with exactly these members: others are `parameter_unknown`, absent ones `parameter_missing`. */
export function hash<S extends Shape>(shape: S): Parameter<Values<S>> {
  return (value, name) => {
    if (typeof value === 'string' || Array.isArray(value)) return invalid('Invalid object', name)
    const inside = (key: string) => (name === '' ? key : `${name}[${key}]`)
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(shape, key))
    if (unknown.length > 0) {
      const names = unknown.map(inside)
      const plural = names.length === 1 ? '' : 's'
      return invalid(
        `Received unknown parameter${plural}: ${names.join(', ')}`,
        names[0],
        'parameter_unknown',
      )
    }
    const result: Record<string, unknown> = {}
    for (const [key, entry] of Object.entries(shape)) {
      const parse = typeof entry === 'function' ? entry : entry.needed
      const given = value[key]
      if (given === undefined) {
        if (typeof entry === 'function') continue
        return invalid(`Missing required param: ${inside(key)}.`, inside(key), 'parameter_missing')
      }
      const parsed = parse(given, inside(key))
      if (isRefusal(parsed)) return parsed
      result[key] = parsed
    }
    return result as Values<S>
  }
}

export function text(longest = 5000): Parameter<string> {
  return (value, name) => {
    if (typeof value !== 'string') return invalid('Invalid string', name)
    if (value === '') {
      const message =
        `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; ` +
        `however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`
      return invalid(message, name, 'parameter_invalid_empty')
    }
    if (value.length > longest) {
      return invalid(`Invalid string: must be at most ${longest} characters`, name)
    }
    return value
  }
}

export function integer(
  lowest = Number.MIN_SAFE_INTEGER,
  highest = Number.MAX_SAFE_INTEGER,
): Parameter<number> {
  return (value, name) => {
    if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) {
      return invalid(
        `Invalid integer: ${typeof value === 'string' ? value : name}`,
        name,
        'parameter_invalid_integer',
      )
    }
    const parsed = Number(value)
    if (parsed < lowest) {
      return invalid(
        `This value must be greater than or equal to ${lowest}.`,
        name,
        'parameter_invalid_integer',
      )
    }
    if (parsed > highest) {
      return invalid(
        `This value must be less than or equal to ${highest}.`,
        name,
        'parameter_invalid_integer',
      )
    }
    return parsed
  }
}

export const bool: Parameter<boolean> = (value, name) => {
  if (value === 'true') return true
  if (value === 'false') return false
  return invalid(`Invalid boolean: ${typeof value === 'string' ? value : name}`, name)
}

export function oneOf<const T extends string>(...allowed: T[]): Parameter<T> {
  return (value, name) => {
    const found = allowed.find((candidate) => candidate === value)
    return found ?? invalid(`Invalid ${name}: must be one of ${allowed.join(', ')}`, name)
  }
}

export function list<T>(item: Parameter<T>, longest = 100): Parameter<Exclude<T, Refusal>[]> {
  return (value, name) => {
    if (!Array.isArray(value)) return invalid('Invalid array', name)
    if (value.length > longest)
      return invalid(`Array ${name} exceeded maximum ${longest} allowed elements.`, name)
    const result: Exclude<T, Refusal>[] = []
    for (const [position, entry] of value.entries()) {
      const parsed = item(entry, `${name}[${position}]`)
      if (isRefusal(parsed)) return parsed
      result.push(parsed as Exclude<T, Refusal>)
    }
    return result
  }
}

/** Metadata changes: an empty value removes a key, `''` for the whole clears all (`null`). */
export const metadata: Parameter<Record<string, string> | null> = (value, name) => {
  if (value === '') return null
  if (typeof value === 'string' || Array.isArray(value)) return invalid('Invalid object', name)
  const result: Record<string, string> = {}
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') return invalid('Metadata values must be strings', `${name}[${key}]`)
    if (key.length > 40) {
      return invalid('Metadata keys can be at most 40 characters long', `${name}[${key}]`)
    }
    if (entry.length > 500) {
      return invalid('Metadata values can be at most 500 characters long', `${name}[${key}]`)
    }
    result[key] = entry
  }
  if (Object.keys(result).length > 50) return invalid('Metadata can have at most 50 keys', name)
  return result
}

/** Adds metadata changes to what is there. */
export function withMetadata(
  before: Record<string, string> | null,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === null) return {}
  const merged = { ...before, ...change }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''))
}

export const currency: Parameter<string> = (value, name) => {
  const code = typeof value === 'string' ? value.toLowerCase() : ''
  if (currencies.has(code)) return code
  return invalid(`Invalid currency: ${typeof value === 'string' ? value : name}`, name)
}

/** Why an amount is none of its currency: ¥1.5, or 5 aurar. [docs: Currencies, special cases] */
export function inexpressible(amount: number, code: string, param: string): Refusal | null {
  if (isExpressible(amount, code)) return null
  return invalid(`Invalid amount: ${amount} cannot be expressed in ${code}.`, param)
}

/** http and https with an explicit scheme; test mode allows http. */
export const webAddress: Parameter<string> = (value, name) => {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) {
    return invalid('Invalid URL: An explicit scheme (such as https) must be provided.', name, 'url_invalid')
  }
  if (value.length > 5000 || !URL.canParse(value)) return invalid('Not a valid URL', name, 'url_invalid')
  return value
}

export const email: Parameter<string> = (value, name) => {
  if (typeof value === 'string' && /^[^\s@]{1,64}@[^\s@]{1,250}\.[^\s@]+$/.test(value)) return value
  return invalid(`Invalid email address: ${typeof value === 'string' ? value : name}`, name, 'email_invalid')
}

const range = hash({ gt: integer(0), gte: integer(0), lt: integer(0), lte: integer(0) })

/** `created=…` or `created[gte]=…`, as a test. */
export const moment: Parameter<(created: number) => boolean> = (value, name) => {
  if (typeof value === 'string') {
    const exact = integer(0)(value, name)
    return isRefusal(exact) ? exact : (created) => created === exact
  }
  const bounds = range(value, name)
  if (isRefusal(bounds)) return bounds
  return (created) =>
    created > (bounds.gt ?? -1) &&
    created >= (bounds.gte ?? 0) &&
    created < (bounds.lt ?? Number.POSITIVE_INFINITY) &&
    created <= (bounds.lte ?? Number.POSITIVE_INFINITY)
}

/** Refuses unless exactly one of two parameters was sent. */
export function exactlyOne<K extends string>(
  params: { [name in K]?: unknown },
  [first, second]: [K, K],
  inside = (name: string) => name,
): Refusal | null {
  const [one, other] = [params[first] !== undefined, params[second] !== undefined]
  if (one !== other) return null
  if (!one) return invalid(`Missing required param: ${inside(first)}.`, inside(first), 'parameter_missing')
  const message = `You may only specify one of these parameters: ${inside(first)}, ${inside(second)}.`
  return invalid(message, inside(second), 'parameters_exclusive')
}
