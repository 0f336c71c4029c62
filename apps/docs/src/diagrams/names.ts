import { contract } from '@latchkey/contract'

type Operations = { [A in keyof typeof contract]: keyof (typeof contract)[A] }[keyof typeof contract]

const all: ReadonlySet<string> = new Set(Object.values(contract).flatMap((area) => Object.keys(area)))

/**
 * The name of an operation: a picture that names what is gone neither compiles nor builds.
 * @throws when the contract has no such operation.
 */
export function operation(id: Operations): string {
  if (!all.has(id)) throw new Error(`there is no operation ${id}.`)
  return id
}
