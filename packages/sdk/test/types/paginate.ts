// Compiled by the type check of `npm test`, never run: what `paginate` takes and gives.
import {
  type components,
  createLatchkey,
  type Latchkey,
  type OperationId,
  type operations,
  paginate,
} from '../../src/index.ts'

const latchkey = createLatchkey({ baseUrl: 'https://latchkey.test' })
const path = { handle: 'demo' }

export async function items() {
  for await (const item of paginate(latchkey.pages.listPages, {
    path,
    query: { limit: 10 },
    timeout: 1000,
  })) {
    item satisfies components['schemas']['PageSummary']
  }
  for await (const item of paginate(latchkey.visitors.listVisitorAccess)) item.status satisfies string
  for await (const page of paginate(latchkey.visitors.listVisitorAccess, {}).pages()) {
    page.pending satisfies unknown[]
    page.items satisfies unknown[]
  }
  // Also where there is CSV.
  const sales = await paginate(latchkey.checkout.listSales, { path }).toArray({ limit: 100 })
  sales satisfies components['schemas']['Sale'][]
  sales.map(({ id }) => id satisfies string)
}

export async function refused() {
  // @ts-expect-error the path is missing
  paginate(latchkey.pages.listPages)
  // @ts-expect-error a parameter of the path is missing
  paginate(latchkey.pages.listPages, { path: {} })
  // @ts-expect-error no such member of the query
  paginate(latchkey.pages.listPages, { path, query: { page: 2 } })
  // @ts-expect-error it is no list
  paginate(latchkey.visitors.getVisitor)
  // @ts-expect-error it has items, but no cursor
  paginate(latchkey.handles.listCollaborators, { path })
  // @ts-expect-error it would never know how much may be held
  paginate(latchkey.visitors.listVisitorAccess).toArray()
  // @ts-expect-error CSV has no cursor
  paginate(latchkey.checkout.listSales, { path, accept: 'text/csv' })
}

/** A method of the client, by its operation. */
type MethodOf<Id extends OperationId> = {
  [Area in keyof Latchkey]: Id extends keyof Latchkey[Area] ? Latchkey[Area][Id] : never
}[keyof Latchkey]

type Taken = {
  [Id in OperationId]: MethodOf<Id> extends Parameters<typeof paginate>[0] ? Id : never
}[OperationId]
type Query<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>
type WithCursor = {
  [Id in OperationId]: [Query<Id>] extends [never] ? never : 'cursor' extends keyof Query<Id> ? Id : never
}[OperationId]

/** Exactly the operations with a cursor are taken. */
export const taken = (id: Taken): WithCursor => id
export const withCursor = (id: WithCursor): Taken => id
export const some: WithCursor[] = ['listPages', 'listVisitorAccess', 'automationListSales']
