import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Badge, Button, Group, SegmentedControl, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { auth, latchkey } from '../../app/latchkey.ts'
import { draftStore } from '../../drafts/store.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Money } from '../../ui/money.tsx'
import { type Column, More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { type PageState, pageStates } from './state.ts'
import { StateBadge } from './state-badge.tsx'

/** All pages of a handle. */
export function Pages() {
  const { name, path, displayName } = useHandle()
  const { state } = useSearch({ from: '/signed-in/h/$handle/pages' })
  const navigate = useNavigate()
  const list = useInfiniteQuery(
    infiniteQueryOptions(latchkey.pages.listPages, { path, query: state ? { state } : {} }),
  )
  const drafts = useDraftSubjects()

  const create = (
    <Button
      leftSection={<IconPlus size={18} />}
      renderRoot={(props) => <Link to="/h/$handle/new-page" params={{ handle: name }} {...props} />}
    >
      {t.pages.newPage}
    </Button>
  )
  const isEmpty = state === undefined && list.data?.pages[0]?.items.length === 0
  return (
    <Screen
      title={t.pages.title}
      hint={displayName ? t.pages.hint : undefined}
      actions={isEmpty ? null : create}
    >
      <SegmentedControl
        transitionDuration={0}
        aria-label={t.pages.filter}
        value={state ?? ''}
        onChange={(value) =>
          navigate({
            to: '/h/$handle/pages',
            params: { handle: name },
            search: value === '' ? {} : { state: value as PageState },
          })
        }
        data={[
          { value: '', label: t.pages.all },
          ...pageStates.map((each) => ({ value: each, label: t.pages.filters[each] })),
        ]}
        style={{ alignSelf: 'flex-start', maxWidth: '100%' }}
      />
      <More
        list={list}
        label={t.pages.title}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        columns={columnsFor(name, drafts)}
        empty={
          state ? (
            <Empty title={t.pages.emptyStateTitle[state]} hint={t.pages.emptyStateHint[state]} />
          ) : (
            <Empty title={t.pages.emptyTitle} hint={t.pages.emptyHint} action={create} />
          )
        }
      />
    </Screen>
  )
}

type Row =
  Awaited<ReturnType<typeof latchkey.pages.listPages>> extends infer Answer
    ? Answer extends { data: { items: (infer Item)[] } }
      ? Item
      : never
    : never

const columnsFor = (handle: string, drafts: ReadonlySet<string>): readonly Column<Row>[] => [
  {
    name: t.pages.columns.page,
    isHeading: true,
    cell: ({ id, slug, title }) => (
      <Group gap="xs">
        <Text
          fw={600}
          c="inherit"
          renderRoot={(props) => (
            <Link to="/h/$handle/pages/$pageSlug" params={{ handle, pageSlug: slug }} {...props} />
          )}
        >
          {title}
        </Text>
        {drafts.has(`page:${id}`) && (
          <Badge variant="light" size="sm" tt="none">
            {t.pages.unsavedText}
          </Badge>
        )}
      </Group>
    ),
  },
  { name: t.pages.columns.state, cell: ({ state }) => <StateBadge state={state} /> },
  { name: t.pages.columns.access, cell: ({ accessMode }) => t.pages.access[accessMode].short },
  {
    name: t.pages.columns.price,
    isNumeric: true,
    cell: ({ price }) => (price ? <Money value={price} /> : t.pages.free),
  },
  { name: t.pages.columns.created, isOrder: true, cell: ({ createdAt }) => <When at={createdAt} dayOnly /> },
  { name: t.pages.columns.changed, cell: ({ updatedAt }) => <When at={updatedAt} dayOnly /> },
]

const NONE: ReadonlySet<string> = new Set()

/** What the account has text of on this device that is not saved. */
function useDraftSubjects(): ReadonlySet<string> {
  const { account } = auth
  const { data } = useQuery({
    queryKey: ['drafts', account],
    queryFn: async () => await draftStore.subjects(account ?? '').catch(() => NONE),
    enabled: account !== null,
    staleTime: 0,
  })
  return data ?? NONE
}
