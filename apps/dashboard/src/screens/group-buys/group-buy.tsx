import { queryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Money } from '../../ui/money.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { Actions } from './actions.tsx'
import { Description } from './description.tsx'
import { Interests } from './interests.tsx'
import { State, TargetProgress } from './progress.tsx'

/** Milliseconds after which open ones are looked at again: people join all the time. */
const LOOK_AGAIN = 15_000

export function OneGroupBuy() {
  const { slug } = useParams({ from: '/signed-in/h/$handle/group-buys/$slug' })
  const { name } = useHandle()
  const path = { handle: name, groupBuySlug: slug }
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.groupBuys.getGroupBuy, { path }),
    refetchInterval: ({ state }) => (state.data?.state === 'PUBLISHED' ? LOOK_AGAIN : false),
  })
  return (
    <Screen
      title={data?.title ?? t.groupBuys.title}
      back={
        <Back to="/h/$handle/group-buys" params={{ handle: name }}>
          {t.groupBuys.back}
        </Back>
      }
      actions={data && <Actions groupBuy={data} path={path} />}
    >
      <ErrorNotice error={error} onRetry={refetch} />
      {!data && !error && <Skeleton h={160} />}
      {data && (
        <>
          <Stack className="card" gap="md">
            <Group gap="sm">
              <Text size="sm" fw={600} component="div">
                <State state={data.state} />
              </Text>
              <Text size="sm" c="dimmed">
                {t.groupBuys.stateHints[data.state]}
              </Text>
            </Group>
            <TargetProgress {...data} />
            <Text size="sm">
              {data.interestedQuantity >= data.targetQuantity
                ? `${t.groupBuys.reached}. ${data.state === 'PUBLISHED' || data.state === 'PAUSED' ? t.groupBuys.reachedHint : ''}`
                : t.groupBuys.missing(data.targetQuantity - data.interestedQuantity)}
            </Text>
            <Group gap="xl">
              <Fact name={t.groupBuys.deadline}>
                {data.deadline ? <When at={data.deadline} /> : t.groupBuys.noDeadline}
              </Fact>
              <Fact name={t.groupBuys.target}>
                <span className="numbers">{data.targetQuantity}</span>
              </Fact>
              {data.linkedPageSlug === null ? (
                <Fact name={t.groupBuys.linked}>{t.groupBuys.noPage}</Fact>
              ) : (
                <LinkedPage path={{ handle: name, pageSlug: data.linkedPageSlug }} />
              )}
            </Group>
            {data.description.trim() !== '' && (
              <Fact name={t.groupBuys.description}>
                <Description path={{ handle: name }} markdown={data.description} />
              </Fact>
            )}
            {data.state !== 'DRAFT' && data.state !== 'CLOSED' && (
              <Group gap="sm">
                <CopyButton label={t.groupBuys.link} value={data.url} />
                <Anchor href={data.url} target="_blank" rel="noreferrer" size="sm">
                  {t.groupBuys.open}
                </Anchor>
              </Group>
            )}
          </Stack>
          <Title order={2} size="h4">
            {t.groupBuys.interests}
          </Title>
          <Interests path={path} isDraft={data.state === 'DRAFT'} />
        </>
      )}
    </Screen>
  )
}

/** The page that it unlocks, and what that costs. */
function LinkedPage({ path }: { path: { handle: string; pageSlug: string } }) {
  const { data: page } = useQuery(queryOptions(latchkey.pages.getPage, { path }))
  return (
    <>
      <Fact name={t.groupBuys.linked}>
        <Anchor
          inherit
          renderRoot={(props) => <Link to="/h/$handle/pages/$pageSlug" params={path} {...props} />}
        >
          {page?.title ?? path.pageSlug}
        </Anchor>
      </Fact>
      {page?.price && (
        <Fact name={t.groupBuys.price}>
          <Money value={page.price} />
        </Fact>
      )}
    </>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <Stack gap={0}>
    <Text size="xs" c="dimmed">
      {name}
    </Text>
    <Text size="sm">{children}</Text>
  </Stack>
)
