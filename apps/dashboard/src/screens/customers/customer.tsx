import type { Data } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Money } from '../../ui/money.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'
import { GrantAccess } from '../sales/grant-access.tsx'
import { poll } from '../sales/poll.ts'
import { ownSaleColumns } from '../sales/sale-list.tsx'

type CustomerData = Data<'getCustomer'>

/** One person, with all that they have here. */
export function Customer() {
  const path = useParams({ from: '/signed-in/h/$handle/customers/$visitorId' })
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.checkout.getCustomer, { path }),
    refetchInterval: poll,
  })
  return (
    <Screen
      back={
        <Back to="/h/$handle/customers" params={{ handle: path.handle }}>
          {t.customers.back}
        </Back>
      }
      title={data ? (data.email ?? t.customers.erased) : t.customers.one}
      hint={data?.email === null ? t.customers.erasedHint : undefined}
      actions={data?.email && <GrantAccess email={data.email} />}
    >
      <ErrorNotice error={error} onRetry={refetch} />
      {data ? <Known customer={data} /> : !error && <Skeleton height={240} aria-busy="true" />}
    </Screen>
  )
}

/** A list answers so many at once; where there are as many, there may be more. */
const AT_ONCE = 100

function Known({ customer }: { customer: CustomerData }) {
  const { handle, visitorId } = useParams({ from: '/signed-in/h/$handle/customers/$visitorId' })
  const { totals, sales, pending, interests, freeLogins, files } = customer
  return (
    <Stack gap="lg">
      <div className="card">
        <Facts
          facts={[
            [t.customers.purchases, customer.purchases],
            [t.customers.grants, customer.grants],
            [t.customers.paid, totals.length > 0 && <Amounts of={totals.map(({ paid }) => paid)} />],
            [
              t.customers.refunded,
              totals.some(({ refunded }) => refunded.amount > 0) && (
                <Amounts of={totals.map(({ refunded }) => refunded).filter(({ amount }) => amount > 0)} />
              ),
            ],
          ]}
        />
        <Group mt="md">
          <CopyButton label={t.customers.customerId} value={visitorId} />
        </Group>
      </div>
      {pending.length > 0 && (
        <Section title={t.customers.pending} hint={t.customers.pendingHint}>
          <Lines
            lines={pending.map(({ purchaseId, pageTitle, price, payBy }) => ({
              key: purchaseId,
              what: pageTitle,
              beside: <Money value={price} />,
              below: payBy ? (
                <>
                  {t.customers.voucher} <When at={payBy} />
                </>
              ) : (
                t.customers.processing
              ),
            }))}
          />
        </Section>
      )}
      <Stack gap="sm">
        {sales.length > 0 ? (
          <Rows rows={sales} columns={ownSaleColumns} keyOf={({ id }) => id} label={t.customers.sales} />
        ) : (
          <Section title={t.customers.sales}>
            <Text c="dimmed">{t.customers.noSales}</Text>
          </Section>
        )}
        {sales.length >= AT_ONCE && (
          <Anchor
            renderRoot={(props) => (
              <Link to="/h/$handle/sales" params={{ handle }} search={{ visitor: visitorId }} {...props} />
            )}
          >
            {t.customers.allSales}
          </Anchor>
        )}
      </Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        {interests.length > 0 && (
          <Section title={t.customers.interests}>
            <Lines
              lines={interests.map(({ groupBuySlug, title, quantity, updatedAt }) => ({
                key: groupBuySlug,
                what: title,
                beside: t.customers.quantity(quantity),
                below: <When at={updatedAt} />,
              }))}
            />
          </Section>
        )}
        {freeLogins.length > 0 && (
          <Section title={t.customers.freeLogins}>
            <Lines
              lines={freeLogins.map(({ pageSlug, pageTitle, since }) => ({
                key: pageSlug,
                what: pageTitle,
                below: <When at={since} dayOnly />,
              }))}
            />
          </Section>
        )}
        {files.length > 0 && (
          <Section title={t.customers.files}>
            <Lines
              lines={files.map(({ fileId, fileName, expiresAt }) => ({
                key: fileId,
                what: fileName,
                below: expiresAt ? (
                  <>
                    {t.customers.until} <When at={expiresAt} />
                  </>
                ) : (
                  t.customers.always
                ),
              }))}
            />
          </Section>
        )}
      </SimpleGrid>
    </Stack>
  )
}

const Amounts = ({ of }: { of: readonly { readonly amount: number; readonly currency: string }[] }) => (
  <>
    {of.map((amount) => (
      <div key={amount.currency}>
        <Money value={amount} />
      </div>
    ))}
  </>
)

interface Line {
  readonly key: string
  readonly what: ReactNode
  readonly beside?: ReactNode
  readonly below: ReactNode
}

const Lines = ({ lines }: { lines: readonly Line[] }) => (
  <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
    {lines.map(({ key, what, beside, below }) => (
      <li key={key}>
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <Text fw={600}>{what}</Text>
          {beside}
        </Group>
        <Text size="sm" c="dimmed" component="div">
          {below}
        </Text>
      </li>
    ))}
  </Stack>
)
