import { queryOptions } from '@latchkey/sdk/react-query'
import { useQuery } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'

export function Home() {
  const { path, displayName } = useHandle()
  const { data, error, refetch } = useQuery(queryOptions(latchkey.handles.getHandleSummary, { path }))
  return (
    <Screen title={t.home.title} hint={displayName}>
      <ErrorNotice error={error} onRetry={refetch} />
      {JSON.stringify(data)}
    </Screen>
  )
}
