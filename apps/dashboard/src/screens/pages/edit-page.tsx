import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { auth } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'
import { type PageVersion, pageQuery } from './page-data.ts'
import { PageEditor } from './page-editor.tsx'

/** One page, to write it. */
export function EditPage() {
  const path = useParams({ from: '/signed-in/h/$handle/pages/$pageSlug' })
  const { data, error, refetch } = useQuery(pageQuery(path))
  const version = useLatest(`${path.handle}/${path.pageSlug}`, data)
  if (version) {
    return <PageEditor key={version.page.id} account={auth.account ?? ''} path={path} version={version} />
  }
  if (error)
    return (
      <Screen title={t.pages.title}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Screen>
    )
  return (
    <Stack aria-busy="true" maw={700} mx="auto" pt="xl">
      <Skeleton height={44} width="60%" />
      <Skeleton height={22} width="90%" />
      <Skeleton height={320} mt="md" />
    </Stack>
  )
}

/** What was read last: what is being written must stay, whatever becomes of the answers. */
function useLatest(name: string, version: PageVersion | undefined): PageVersion | null {
  const [latest, setLatest] = useState<{ name: string; version: PageVersion } | null>(null)
  if (version && (latest?.name !== name || latest.version !== version)) {
    setLatest({ name, version })
    return version
  }
  return latest?.name === name ? latest.version : null
}
