import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { accountQuery } from '../../drafts/account.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Screen } from '../../ui/screen.tsx'
import type { PageVersion } from './page-data.ts'
import { pageQuery } from './page-data.ts'
import { PageEditor } from './page-editor.tsx'

/** One page, to write it. */
export function EditPage() {
  const path = useParams({ from: '/signed-in/h/$handle/pages/$pageSlug' })
  const account = useQuery({ ...accountQuery(), staleTime: Number.POSITIVE_INFINITY })
  const read = useQuery(pageQuery(path))
  const latest = useLatest(`${path.handle}/${path.pageSlug}`, account.data?.id, read.data)
  if (latest) {
    const { account: id, version } = latest
    return <PageEditor key={version.page.id} account={id} path={path} version={version} />
  }
  const error = read.error ?? account.error
  if (error)
    return (
      <Screen title={t.pages.title}>
        <ErrorNotice
          error={error}
          onRetry={() => {
            if (account.error) account.refetch()
            if (read.error) read.refetch()
          }}
        />
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

interface Latest {
  readonly name: string
  readonly account: string
  readonly version: PageVersion
}

/** What was read last: a session that ends takes the answers with it, and the text that is being written must stay. */
function useLatest(
  name: string,
  account: string | undefined,
  version: PageVersion | undefined,
): Latest | null {
  const [latest, setLatest] = useState<Latest | null>(null)
  const isNew = latest?.name !== name || latest.version !== version || latest.account !== account
  if (account !== undefined && version !== undefined && isNew) {
    const read = { name, account, version }
    setLatest(read)
    return read
  }
  return latest?.name === name ? latest : null
}
