/**
 * Reads the query of a route. The router leaves what an address says beside what is read from it, so all that was not
 * read is taken away: else a mangled day, or an address elsewhere as where to go next, would be believed. Routes below
 * see only what is read here.
 */
export const checked =
  <Read extends (given: Record<string, unknown>) => object>(
    read: Read,
  ): ((given: Record<string, unknown>) => ReturnType<Read>) =>
  (given) =>
    ({
      ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])),
      ...read(given),
    }) as ReturnType<Read>
