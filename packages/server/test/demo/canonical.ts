import { createHash } from 'node:crypto'

// Ids are made at random. Here each gets one that follows from what it belongs to: the same in every run.

/** Stands in ids of the fixture for what is new in every database that it is loaded into. */
const TOKEN = 'd3m0d3m0'

const ID = /(?<![A-Za-z0-9])(cs_test|[a-z]{2,7})_([A-Za-z0-9]{14,})(?![A-Za-z0-9])/g
const TYPEID = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/
const ROUNDS = 6

const sha = (text: string) => createHash('sha256').update(text).digest('hex')

/** Renames the ids in these rows (texts in JSON), but for those that `keep` names. */
export function canonicalIds(rows: readonly string[], keep: ReadonlySet<string>): (text: string) => string {
  const places = new Map<string, { row: number; view: string }[]>()
  for (const [row, text] of rows.entries()) {
    for (const id of new Set([...text.matchAll(ID)].map(([found]) => found))) {
      if (keep.has(id)) continue
      // Where in the row it stands tells it from the others in it.
      const view = sha(text.replaceAll(ID, (other) => (other === id ? '*' : '-')))
      places.set(id, [...(places.get(id) ?? []), { row, view }])
    }
  }
  const ids = [...places]
  let labels = new Map(ids.map(([id]) => [id, prefixOf(id)]))
  for (let round = 0; round < ROUNDS; round++) {
    const labelled = rows.map((row) => sha(row.replaceAll(ID, (id) => labels.get(id) ?? id)))
    labels = new Map(
      ids.map(([id, found]) => {
        const views = found.map(({ row, view }) => `${labelled[row]} ${view}`).toSorted()
        return [id, sha(`${prefixOf(id)} ${views.join()}`)]
      }),
    )
  }
  const names = new Map([...labels].map(([id, label]) => [id, nameFor(id, label)]))
  if (new Set(names.values()).size < names.size) throw new Error('Two ids cannot be told apart.')
  return (text) => text.replaceAll(ID, (id) => names.get(id) ?? id)
}

const prefixOf = (id: string) => id.slice(0, id.lastIndexOf('_'))

/** As long as before; the ids of ours keep the time from which they are. */
function nameFor(id: string, label: string): string {
  const prefix = prefixOf(id)
  const body = id.slice(prefix.length + 1)
  if (TYPEID.test(body)) return `${prefix}_${body.slice(0, 10)}e${TOKEN}${base32(label).slice(0, 7)}`
  const start = prefix === 'cs_test' ? 'a1' : body.length === 24 ? '3' : ''
  const rest = base32(label) + base32(sha(label))
  return `${prefix}_${start}${TOKEN}${rest.slice(0, body.length - start.length - TOKEN.length)}`
}

const base32 = (hex: string) =>
  Array.from(Buffer.from(hex, 'hex'), (byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte % 32]).join('')
