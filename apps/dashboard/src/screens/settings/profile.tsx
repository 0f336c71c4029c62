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

/** What visitors and buyers see of a handle. */
export const Profile = () => (
  <Screen title={t.settings.profile} hint={t.settings.profileHint}>
    <ProfileOf part="profile" />
  </Screen>
)

/** What a front end of one's own needs. */
export const FrontEnd = () => (
  <Screen title={t.settings.ownSite} hint={t.settings.ownSiteHint}>
    <ProfileOf part="frontEnd" />
  </Screen>
)

function ProfileOf({ part }: { part: 'profile' | 'frontEnd' }) {
  const { path } = useHandle()
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.operation(latchkey.handles.getHandleProfile, { path }), 'edit'],
    queryFn: ({ signal }) => withTag(latchkey.handles.getHandleProfile({ path, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  return (
    <>
      <ErrorNotice error={error} onRetry={refetch} />
      {!data && !error && <Skeleton h={420} />}
      {data && <ProfileForm key={path.handle} read={data} path={path} part={part} />}
    </>
  )
}
