import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { State, TargetProgress } from './progress.tsx'

export function GroupBuys() {
  const { name, path } = useHandle()
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.groupBuys.listGroupBuys, { path }))
  const create = (
    <Button
      leftSection={<IconPlus size={16} />}
      renderRoot={(props) => <Link to="/h/$handle/new-group-buy" params={{ handle: name }} {...props} />}
    >
      {t.groupBuys.create}
    </Button>
  )
  const isEmpty = list.data?.pages[0]?.items.length === 0
  return (
    <Screen title={t.groupBuys.title} hint={t.groupBuys.hint} actions={isEmpty ? null : create}>
      <More
        list={list}
        label={t.groupBuys.title}
        order={t.ui.newestFirst}
        keyOf={({ id }) => id}
        empty={<Empty title={t.groupBuys.empty} hint={t.groupBuys.emptyHint} action={create} />}
        columns={[
          {
            name: t.groupBuys.name,
            isHeading: true,
            cell: ({ slug, title }) => (
              <Anchor
                renderRoot={(props) => (
                  <Link to="/h/$handle/group-buys/$slug" params={{ handle: name, slug }} {...props} />
                )}
              >
                {title}
              </Anchor>
            ),
          },
          { name: t.groupBuys.progress, cell: (one) => <TargetProgress {...one} /> },
          { name: t.groupBuys.state, cell: ({ state }) => <State state={state} /> },
          {
            name: t.groupBuys.deadline,
            cell: ({ deadline }) => (deadline ? <When at={deadline} /> : t.groupBuys.noDeadline),
          },
        ]}
      />
    </Screen>
  )
}
