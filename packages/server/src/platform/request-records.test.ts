import type pg from 'pg'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { type RequestRecord, RequestRecords } from './request-records.ts'

const record: RequestRecord = {
  request_id: 'req_x',
  at: new Date(0),
  operation: 'getVisitor',
  method: 'GET',
  status: 503,
  error: 'unavailable',
  handle: null,
  milliseconds: 1,
}

test('while the database does not answer, no more records wait than may', async () => {
  const answer = Promise.withResolvers<{ rows: [] }>()
  let written = 0
  const pool = {
    query({ values }: pg.QueryConfig) {
      written += (values as string[][])[0]?.length ?? 0
      return answer.promise
    },
  }
  const records = new RequestRecords(pool as unknown as pg.Pool, createLog('silent'))
  const flushes = []
  for (let second = 0; second < 5; second++) {
    for (let n = 0; n < 5000; n++) records.add(record, null)
    flushes.push(records.flush())
    await Promise.resolve()
  }
  answer.resolve({ rows: [] })
  await Promise.all(flushes)
  // Those that were being written, and those that waited.
  expect(written).toBe(10_000)
})
