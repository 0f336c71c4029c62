import { keys } from '@latchkey/sdk/react-query'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'
import { withTag } from '../../ui/tagged.ts'
import { EditForm } from './edit-form.tsx'

/** What is edited is what was read when the screen was opened: only a conflict replaces it. */
export function EditGroupBuy() {
  const { slug } = useParams({ from: '/signed-in/h/$handle/group-buys/$slug/edit' })
  const { name } = useHandle()
  const path = { handle: name, groupBuySlug: slug }
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.operation(latchkey.groupBuys.getGroupBuy, { path }), 'edit'],
    queryFn: ({ signal }) => withTag(latchkey.groupBuys.getGroupBuy({ path, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  return (
    <Screen
      back={
        <Back to="/h/$handle/group-buys/$slug" params={{ handle: name, slug }}>
          {data?.value.title ?? t.groupBuys.one}
        </Back>
      }
      title={t.groupBuys.edit}
    >
      <ErrorNotice error={error} onRetry={refetch} />
      {!data && !error && <Skeleton h={320} />}
      {data && <EditForm read={data} path={path} />}
    </Screen>
  )
}
