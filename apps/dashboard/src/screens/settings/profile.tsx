import { keys } from '@latchkey/sdk/react-query'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'
import { withTag } from '../../ui/tagged.ts'
import { ProfileForm } from './profile-form.tsx'

export function Profile() {
  const { path } = useHandle()
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.operation(latchkey.handles.getHandleProfile, { path }), 'edit'],
    queryFn: ({ signal }) => withTag(latchkey.handles.getHandleProfile({ path, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  return (
    <Screen title={t.settings.profile} hint={t.settings.profileHint}>
      <ErrorNotice error={error} onRetry={refetch} />
      {!data && !error && <Skeleton h={420} />}
      {data && <ProfileForm key={path.handle} read={data} path={path} />}
    </Screen>
  )
}
