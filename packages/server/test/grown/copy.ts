import type pg from 'pg'

/** What PostgreSQL is sent of a column: text, or null. */
export type Cell = string | number | boolean | Date | Buffer | null | readonly string[]

/** A row as COPY takes it, in text. */
const rowText = (cells: readonly Cell[]): string => `${cells.map(cellText).join('\t')}\n`

function cellText(cell: Cell): string {
  if (cell === null) return '\\N'
  if (cell instanceof Date) return cell.toISOString()
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`
  if (Array.isArray(cell)) return `{${cell.join(',')}}`
  return typeof cell === 'string'
    ? cell.replaceAll(/[\\\t\n]/g, (char) => escapes[char] ?? char)
    : String(cell)
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n' }

const CHUNK = 1 << 16

/** A statement `COPY … FROM STDIN`, as a client of pg submits it. */
class CopyFrom {
  readonly done: Promise<void>
  readonly #text: string
  readonly #rows: Iterable<string>
  readonly #end: { resolve: () => void; reject: (error: unknown) => void }

  constructor(text: string, rows: Iterable<string>) {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.done = promise
    this.#end = { resolve, reject }
    this.#text = text
    this.#rows = rows
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).then(
      () => connection.endCopyFrom(),
      (error: unknown) => connection.sendCopyFail(String(error)),
    )
  }

  async #send(connection: CopyConnection): Promise<void> {
    let chunk = ''
    const flush = async () => {
      connection.sendCopyFromChunk(Buffer.from(chunk))
      chunk = ''
      if (connection.stream.writableNeedDrain)
        await new Promise((resolve) => connection.stream.once('drain', resolve))
    }
    for (const row of this.#rows) {
      chunk += row
      if (chunk.length >= CHUNK) await flush()
    }
    if (chunk) await flush()
  }

  handleError(error: unknown): void {
    this.#end.reject(error)
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#end.resolve()
  }
}

interface CopyConnection {
  readonly stream: NodeJS.WritableStream & { readonly writableNeedDrain: boolean }
  sendCopyFromChunk(chunk: Buffer): void
  sendCopyFail(message: string): void
  endCopyFrom(): void
}

/** Loads rows into a table. */
export async function copyInto(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const texts = (function* () {
    for (const row of rows) yield rowText(row)
  })()
  await client.query(new CopyFrom(`copy ${table} (${columns.join(', ')}) from stdin`, texts)).done
}
