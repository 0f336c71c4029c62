import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'

/** All pages of the handle, to choose one of; they come in by hundreds. */
export function useOwnPages() {
  const { path } = useHandle()
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = useInfiniteQuery({
    ...infiniteQueryOptions(latchkey.pages.listPages, { path, query: { limit: 100 } }),
    staleTime: 60_000,
  })
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  return data?.pages.flatMap(({ items }) => items) ?? []
}
