import type { Table } from '../world/state.ts'
import { accountHolding, find, type World } from '../world/world.ts'
import { invalid, isRefusal, missing, type Refusal } from './errors.ts'
import { type Expandable, isExpandable } from './expand.ts'
import type { Raw } from './form-body.ts'
import { pageOf, pageParameters } from './lists.ts'
import { hash, list, moment, type Parameter, type Shape, text, type Values } from './parameters.ts'

/** An object of the API as it is answered. */
export type StripeAnswer = { object: string }

export interface Call<P> {
  params: P
  /** `:id` and the like of the path. */
  path: Record<string, string>
  /** Account the call is made for: the platform, or the one in `Stripe-Account`. */
  owner: string
}

interface Definition<S extends Shape> {
  method: 'GET' | 'POST'
  path: string
  /** What it answers with; tells which `expand` paths make sense. */
  answers: Expandable
  parameters: S
  handle(world: World, call: Call<Values<S>>): StripeAnswer | Refusal
}

export interface Route {
  method: 'GET' | 'POST'
  path: string
  /** Checks the parameters; a refusal, or the call ready to run. */
  prepare(given: Record<string, Raw>): Refusal | Prepared
}

export interface Prepared {
  expand: string[]
  run(world: World, path: Record<string, string>, owner: string): StripeAnswer | Refusal
}

const expandParameter = list(text(), 20)

/** A call of the API: its parameters are checked before it runs, `expand` belongs to all. */
export function route<S extends Shape>(definition: Definition<S>): Route {
  const parameters = hash(definition.parameters)
  return {
    method: definition.method,
    path: definition.path,
    prepare({ expand: paths, ...given }) {
      const expand = paths === undefined ? [] : expandParameter(paths, 'expand')
      if (isRefusal(expand)) return expand
      const params = parameters(given, '')
      if (isRefusal(params)) return params
      for (const path of expand) {
        const problem = isExpandable(definition.answers, path)
        if (problem !== null) return invalid(problem, 'expand')
      }
      return {
        expand,
        run: (world, path, owner) => definition.handle(world, { params, path, owner }),
      }
    },
  }
}

/** `GET /v1/things/:id` */
export function retrieveRoute<T extends StripeAnswer>(
  path: string,
  kind: Expandable,
  table: (world: World) => Table<T>,
): Route {
  return route({
    method: 'GET',
    path,
    answers: kind,
    parameters: {},
    handle: (world, { path: { id = '' }, owner }) =>
      find(world, table(world), owner, id) ?? missing(kindName(kind), id, 'id'),
  })
}

const listParameters = { ...pageParameters, created: moment }

/** `GET /v1/things`: newest first, paged, filtered by `created` and the filters given. */
export function listRoute<
  T extends StripeAnswer & { id: string; created: number },
  S extends Record<string, Parameter<unknown>>,
>(
  path: string,
  kind: Expandable,
  table: (world: World) => Table<T>,
  filters: S,
  matches: (params: Values<S>) => (candidate: T) => boolean,
): Route {
  return route({
    method: 'GET',
    path,
    answers: `list:${kind}` as Expandable,
    parameters: { ...filters, ...listParameters },
    handle(world, { params, owner }) {
      const wanted = matches(params as Values<S>)
      const { created: since = () => true, ...page } = params as Values<typeof listParameters>
      const found = Object.values(table(world)).filter(
        (candidate) =>
          accountHolding(world, candidate.id) === owner && since(candidate.created) && wanted(candidate),
      )
      return pageOf(found.toReversed(), page, path)
    },
  })
}

/** `checkout.session` is called a checkout session in messages, `payment_intent` keeps its name. */
function kindName(kind: string): string {
  return kind === 'checkout.session' ? 'checkout session' : kind
}
