import { contract, type OperationDefinition } from '@latchkey/contract'

/** Names of the areas, in the order of the contract. */
export const areas = Object.keys(contract) as (keyof typeof contract)[]

/** Every operation with its id and area, in the order of the contract. */
export const operations: readonly { id: string; area: string; definition: OperationDefinition }[] =
  areas.flatMap((area) =>
    Object.entries<OperationDefinition>(contract[area]).map(([id, definition]) => ({ id, area, definition })),
  )
