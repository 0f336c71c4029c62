/** What was made last, up to a number of bytes. */
export class Recent<V> {
  /** In the order of use. */
  readonly #entries = new Map<string, { readonly value: Promise<V>; bytes: number | null }>()
  readonly #maxBytes: number
  readonly #bytesOf: (value: V) => number
  #bytes = 0

  constructor(maxBytes: number, bytesOf: (value: V) => number) {
    this.#maxBytes = maxBytes
    this.#bytesOf = bytesOf
  }

  /** Makes it, unless it is there or is being made. What fails is not kept. */
  get(key: string, make: () => Promise<V>): Promise<V> {
    const known = this.#entries.get(key)
    if (known) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known.value
    }
    const entry: { readonly value: Promise<V>; bytes: number | null } = { value: make(), bytes: null }
    this.#entries.set(key, entry)
    entry.value.then(
      (value) => {
        const bytes = this.#bytesOf(value)
        entry.bytes = bytes
        this.#bytes += bytes
        this.#dropOldest()
      },
      () => this.#entries.delete(key),
    )
    return entry.value
  }

  #dropOldest(): void {
    for (const [key, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) return
      // One that is still being made has no size, and nothing is won by forgetting it.
      if (bytes === null) continue
      this.#entries.delete(key)
      this.#bytes -= bytes
    }
  }
}
