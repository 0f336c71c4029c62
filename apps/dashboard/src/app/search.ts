/**
 * Reads members of a query for a route. The router leaves what an address says beside what is read from it, so what is
 * not read is taken away by name: else a mangled day, or an address elsewhere as where to go next, would be believed.
 */
export const checked =
  <Read extends (given: Record<string, unknown>) => object>(
    names: readonly (keyof ReturnType<Read>)[],
    read: Read,
  ): ((given: Record<string, unknown>) => ReturnType<Read>) =>
  (given) =>
    ({ ...Object.fromEntries(names.map((name) => [name, undefined])), ...read(given) }) as ReturnType<Read>
