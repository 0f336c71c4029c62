import { parseAccept } from 'hono/utils/accept'

/** A CSV file, written while it is sent. */
export interface Csv {
  readonly fileName: string
  readonly text: AsyncIterable<string>
}

/** Whether a caller with this `Accept` header would rather have CSV than JSON. */
export function prefersCsv(accept: string | undefined): boolean {
  const wanted = parseAccept(accept ?? '').find(
    ({ type, q }) =>
      q > 0 && ['text/csv', 'text/*', 'application/json', 'application/*', '*/*'].includes(type),
  )
  return wanted?.type.startsWith('text/') === true
}

// Spreadsheets run what begins like this; a leading apostrophe makes them show it instead.
const FORMULA = /^[=+\-@\t\r]/

type Cell = string | number | boolean | null

/** Rows that are read at once. */
const BATCH = 500

/**
 * The lines of a list, read in parts while they are sent: however long it is, little of it is in memory, and no query
 * takes long. `read` gives at most `limit` of the rows that follow one, or the first.
 */
export async function* csvText<Row>(
  columns: readonly string[],
  read: (after: Row | null, limit: number) => Promise<readonly Row[]>,
  cells: (row: Row) => readonly Cell[],
): AsyncGenerator<string> {
  yield csvLine(columns)
  let last: Row | null | undefined = null
  do {
    const rows: readonly Row[] = await read(last, BATCH)
    if (rows.length > 0) yield rows.map((row) => csvLine(cells(row))).join('')
    last = rows.length === BATCH ? rows.at(-1) : undefined
  } while (last)
}

/** One line of a CSV file (RFC 4180), safe to open in a spreadsheet. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\r\n`

function cell(value: Cell): string {
  const text = String(value ?? '')
  const shown = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown
}

/** The file as an answer. `onFault` hears what breaks it off: the status has been sent by then. */
export function csvResponse(
  { fileName, text }: Csv,
  init: { status: number; headers: [string, string][] },
  onFault: (error: unknown) => void,
): Response {
  const iterator = text[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await iterator.next()
        if (done) controller.close()
        else controller.enqueue(new TextEncoder().encode(value))
      } catch (error) {
        onFault(error)
        controller.error(error)
      }
    },
    cancel: async () => {
      await iterator.return?.()
    },
  })
  const headers: [string, string][] = [
    ...init.headers,
    ['content-type', 'text/csv; charset=utf-8; header=present'],
    ['content-disposition', `attachment; filename="${fileName}"`],
  ]
  return new Response(body, { status: init.status, headers })
}
