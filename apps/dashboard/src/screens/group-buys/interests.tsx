import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { useInfiniteQuery } from '@tanstack/react-query'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { More } from '../../ui/more.tsx'
import { When } from '../../ui/when.tsx'

interface InterestsProps {
  readonly path: { readonly handle: string; readonly groupBuySlug: string }
  readonly isDraft: boolean
}

export function Interests({ path, isDraft }: InterestsProps) {
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.groupBuys.listInterests, { path }))
  const hint = isDraft ? t.groupBuys.noInterestsDraft : t.groupBuys.noInterestsHint
  return (
    <More
      list={list}
      label={t.groupBuys.interests}
      order={t.ui.newestFirst}
      keyOf={({ visitorId }) => visitorId}
      empty={<Empty title={t.groupBuys.noInterests} hint={hint} />}
      columns={[
        { name: t.groupBuys.email, isHeading: true, cell: ({ email }) => email },
        { name: t.groupBuys.quantity, isNumeric: true, cell: ({ quantity }) => quantity },
        { name: t.groupBuys.since, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} /> },
      ]}
    />
  )
}
