import type { Data } from '@latchkey/sdk'
import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Money } from '../../ui/money.tsx'
import { type Column, More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { GrantAccess } from '../sales/grant-access.tsx'
import { pollPages } from '../sales/poll.ts'

type Row = Data<'listCustomers'>['items'][number]

const columnsOf = (handle: string): readonly Column<Row>[] => [
  {
    name: t.customers.name,
    isHeading: true,
    cell: ({ visitorId, email }) => (
      <Anchor
        c="inherit"
        fw={600}
        fz="inherit"
        underline="hover"
        renderRoot={(props) => (
          <Link to="/h/$handle/customers/$visitorId" params={{ handle, visitorId }} {...props} />
        )}
      >
        {email ?? t.customers.erased}
      </Anchor>
    ),
  },
  { name: t.customers.purchases, isNumeric: true, cell: ({ purchases }) => purchases },
  { name: t.customers.grants, isNumeric: true, cell: ({ grants }) => grants },
  { name: t.customers.last, cell: ({ lastSaleAt }) => <When at={lastSaleAt} dayOnly /> },
  {
    name: t.customers.paid,
    isNumeric: true,
    cell: ({ totals }) => (totals.length === 0 ? t.customers.nothing : <Paid totals={totals} />),
  },
]

/** What somebody paid, in each currency, and what of it went back. */
const Paid = ({ totals }: { totals: Row['totals'] }) => (
  <span>
    {totals.map(({ paid, refunded }) => (
      <div key={paid.currency}>
        <Money value={paid} />
        {refunded.amount > 0 && (
          <Text size="xs" c="dimmed">
            <Money value={{ ...refunded, amount: -refunded.amount }} />
          </Text>
        )}
      </div>
    ))}
  </span>
)

/** Everyone who bought something. */
export function Customers() {
  const { name, path } = useHandle()
  const search = useSearch({ from: '/signed-in/h/$handle/customers' })
  const navigate = useNavigate({ from: '/h/$handle/customers' })
  const list = useInfiniteQuery({
    ...infiniteQueryOptions(latchkey.checkout.listCustomers, { path, query: search }),
    refetchInterval: pollPages,
  })
  const isNew = search.email === undefined && list.data?.pages[0]?.items.length === 0
  const find = (email: string) => navigate({ search: email === '' ? {} : { email }, replace: true })
  return (
    <Screen title={t.customers.title} hint={t.customers.hint} actions={<GrantAccess />}>
      <Stack gap="md">
        {!isNew && <Find email={search.email ?? ''} onFind={find} />}
        <More
          list={list}
          columns={columnsOf(name)}
          keyOf={({ visitorId }) => visitorId}
          label={t.customers.title}
          order={t.customers.order}
          empty={
            search.email === undefined ? (
              <Empty title={t.customers.noneYet} hint={t.customers.noneYetHint} />
            ) : (
              <Empty title={t.customers.noneMatch} hint={t.customers.noneMatchHint} />
            )
          }
        />
      </Stack>
    </Screen>
  )
}

function Find({ email, onFind }: { email: string; onFind: (email: string) => void }) {
  const [typed, setTyped] = useState(email)
  useEffect(() => setTyped(email), [email])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onFind(typed.trim())
  }
  return (
    <search>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="sm">
          <TextInput
            type="email"
            label={t.customers.email}
            placeholder={t.customers.emailHint}
            autoComplete="off"
            w={{ base: '100%', xs: 320 }}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t.customers.search}
          </Button>
          {email !== '' && (
            <Button variant="subtle" onClick={() => onFind('')}>
              {t.customers.clear}
            </Button>
          )}
        </Group>
      </form>
    </search>
  )
}
