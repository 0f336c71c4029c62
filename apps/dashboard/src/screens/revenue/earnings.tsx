import { queryOptions } from '@latchkey/sdk/react-query'
import { Alert, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconClockDollar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { formatMoney, Money } from '../../ui/money.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Section } from '../../ui/section.tsx'
import { type Account, accountsOf, barsOf, earningsQuery, type Figures, figures } from './earnings.ts'
import { monthName } from './months.ts'
import { Statement } from './statement.tsx'

const EarningsChart = lazy(() => import('./earnings-chart.tsx'))

/** What was earned, by what Stripe pays out in and by month, and what is owed. */
export function Earnings() {
  const { path } = useHandle()
  const { period } = useSearch({ from: '/signed-in/h/$handle/revenue' })
  const { data, error, isPending, refetch } = useQuery(
    queryOptions(latchkey.revenue.getEarnings, { path, query: earningsQuery(period) }),
  )
  const accounts = accountsOf(data?.months ?? [])
  return (
    <Stack gap="lg">
      <Period />
      <ErrorNotice error={error} onRetry={refetch} />
      {isPending && <Skeleton height={320} aria-busy="true" />}
      {data?.owed.map((owed) => (
        <Alert
          key={owed.currency}
          role="note"
          variant="light"
          color="brass"
          icon={<IconClockDollar />}
          title={t.revenue.owed(formatMoney(owed))}
        >
          {t.revenue.owedHint}
        </Alert>
      ))}
      {data && accounts.length === 0 && (
        <Empty
          title={period === undefined ? t.revenue.noneYet : t.revenue.noneInPeriod}
          hint={period === undefined ? t.revenue.noneYetHint : t.revenue.noneInPeriodHint}
        />
      )}
      {accounts.map((account) => (
        <Earned key={account.currency} account={account} />
      ))}
    </Stack>
  )
}

function Period() {
  const { period } = useSearch({ from: '/signed-in/h/$handle/revenue' })
  const navigate = useNavigate({ from: '/h/$handle/revenue' })
  const year = new Date().getUTCFullYear()
  return (
    <Group justify="space-between">
      <Title order={2} size="h3">
        {t.revenue.earnings}
      </Title>
      <NativeSelect
        aria-label={t.revenue.period}
        value={period ?? ''}
        onChange={({ currentTarget: { value } }) =>
          navigate({ search: value === '' ? {} : { period: value }, replace: true })
        }
        data={[
          { value: '', label: t.revenue.lastYear },
          ...[year, year - 1, year - 2].map((each) => ({ value: String(each), label: String(each) })),
          { value: 'all', label: t.revenue.everything },
        ]}
      />
    </Group>
  )
}

function Earned({ account }: { account: Account }) {
  const { currency, months, total } = account
  const code = currency.toUpperCase()
  return (
    <Stack gap="md">
      <Section title={t.revenue.inCurrency(code)}>
        <Statement total={total} currency={currency} />
        <Suspense fallback={<Skeleton height={220} />}>
          <EarningsChart bars={barsOf(account)} currency={currency} />
        </Suspense>
      </Section>
      <Rows
        rows={[...months, { ...total, month: null }]}
        keyOf={lineKey}
        label={t.revenue.byMonth(code)}
        columns={columnsIn(currency)}
      />
      <Text size="sm" c="dimmed">
        {t.revenue.explainedEach}
      </Text>
    </Stack>
  )
}

/** A month, or what all of them come to. */
type Line = Account['months'][number] | (Figures & { readonly month: null })

const lineKey = (line: Line) => (line.month === null ? '' : `${line.month} ${line.currency}`)

const columnsIn = (currency: string): readonly Column<Line>[] => [
  {
    name: t.revenue.month,
    isHeading: true,
    isOrder: true,
    cell: (line) =>
      line.month === null ? (
        <b>{t.revenue.total}</b>
      ) : (
        <>
          {monthName(line.month)}
          {line.currency !== currency && (
            <Text size="xs" c="dimmed">
              {t.revenue.paidIn(formatMoney({ amount: line.charged, currency: line.currency }))}
            </Text>
          )}
        </>
      ),
  },
  { name: t.revenue.sales, isNumeric: true, cell: (line) => line.sales },
  ...figures.map((name) => ({
    name: t.revenue[name],
    isNumeric: true,
    cell: (line: Line) => {
      const amount = <Money value={{ amount: line[name], currency }} />
      return line.month === null || name === 'net' ? <b>{amount}</b> : amount
    },
  })),
]
