import { Button, Group, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { t } from '../text/text.ts'
import { ErrorNotice } from './error-notice.tsx'
import { type Column, Rows } from './rows.tsx'

export type { Column } from './rows.tsx'

interface MoreProps<Row> {
  /** Of `useInfiniteQuery(infiniteQueryOptions(…))`. */
  readonly list: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>, unknown>
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** What is listed. */
  readonly label: string
  /** In which order, as it follows the count: `newest first`. */
  readonly order: string
  /** What to show while there is nothing. */
  readonly empty: ReactNode
}

/** A list that is read page by page. */
export function More<Row>({ list, columns, keyOf, label, order, empty }: MoreProps<Row>) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list
  const rows = data?.pages.flatMap(({ items }) => items) ?? []
  const { body, keepFocus } = useFocusAfterLast(rows.length, hasNextPage)
  if (isPending) return <Waiting label={label} />
  if (!data) return <ErrorNotice error={error} onRetry={refetch} />
  if (rows.length === 0 && !error) return empty

  const more = () => {
    if (isFetchingNextPage) return
    keepFocus()
    fetchNextPage()
  }
  return (
    <Stack gap="md">
      <Rows rows={rows} columns={columns} keyOf={keyOf} label={label} ref={body} />
      <ErrorNotice error={error} onRetry={list.isFetchNextPageError ? more : refetch} />
      <Group gap="md">
        {hasNextPage && (
          <Button variant="default" onClick={more} aria-disabled={isFetchingNextPage}>
            {isFetchingNextPage ? t.ui.loading : t.ui.more}
          </Button>
        )}
        <Text role="status" size="sm" c="dimmed" className="numbers">
          {hasNextPage ? t.ui.shownSoFar(rows.length) : t.ui.shownAll(rows.length)}
          {rows.length > 1 && `, ${order}`}
        </Text>
      </Group>
    </Stack>
  )
}

/** The button that asks for more keeps the focus while it is there; after the last page the first new row has it. */
function useFocusAfterLast(count: number, hasMore: boolean) {
  const body = useRef<HTMLTableSectionElement>(null)
  const before = useRef<number | null>(null)
  useEffect(() => {
    const first = before.current
    if (first === null || count <= first) return
    before.current = null
    if (hasMore) return
    const row = body.current?.rows[first]
    const target = row?.querySelector<HTMLElement>('a, button') ?? row
    if (target === row) row?.setAttribute('tabindex', '-1')
    target?.focus({ preventScroll: true })
  }, [count, hasMore])
  return {
    body,
    keepFocus: () => {
      before.current = count
    },
  }
}

/** Reads the next page of a list that is no table; nothing once all are there. */
export const ShowMore = ({
  list,
}: {
  list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
}) =>
  list.hasNextPage && (
    <Button
      variant="default"
      w="fit-content"
      loading={list.isFetchingNextPage}
      onClick={() => list.fetchNextPage()}
    >
      {t.ui.more}
    </Button>
  )

/** Where rows will be. */
const Waiting = ({ label }: { label: string }) => (
  <Stack className="card" gap="md" aria-busy="true">
    <VisuallyHidden role="status">{`${label}: ${t.ui.loading}`}</VisuallyHidden>
    {[80, 65, 75, 60, 70].map((width) => (
      <Skeleton key={width} height={18} width={`${width}%`} />
    ))}
  </Stack>
)
