import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Button, Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { useExport } from './export-button.tsx'
import { Filters } from './filters.tsx'
import { pollPages } from './poll.ts'
import { saleColumns } from './sale-list.tsx'
import { type SalesSearch, salesQuery } from './search.ts'

/** Every sale of the handle. */
export function Sales() {
  const { path } = useHandle()
  const search = useSearch({ from: '/signed-in/h/$handle/sales' })
  const navigate = useNavigate({ from: '/h/$handle/sales' })
  const list = useInfiniteQuery({
    ...infiniteQueryOptions(latchkey.checkout.listSales, { path, query: salesQuery(search) }),
    refetchInterval: pollPages,
  })
  const change = (next: SalesSearch) => navigate({ search: next, replace: true })
  const { button, notice } = useExport(search)
  const isFiltered = Object.keys(search).length > 0
  // Where nothing was sold yet, there is nothing to look for.
  const isNew = !isFiltered && list.data?.pages[0]?.items.length === 0
  return (
    <Screen title={t.sales.title} hint={t.sales.hint} actions={!isNew && button}>
      <Stack gap="md">
        {notice}
        {!isNew && <Filters search={search} onChange={change} />}
        <More
          list={list}
          columns={saleColumns}
          keyOf={({ id }) => id}
          label={t.sales.title}
          order={t.ui.newestFirst}
          empty={
            isFiltered ? (
              <Empty
                title={t.sales.noneMatch}
                hint={t.sales.noneMatchHint}
                action={
                  <Button variant="default" onClick={() => change({})}>
                    {t.sales.clear}
                  </Button>
                }
              />
            ) : (
              <Empty title={t.sales.noneYet} hint={t.sales.noneYetHint} />
            )
          }
        />
      </Stack>
    </Screen>
  )
}
