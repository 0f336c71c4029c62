import type { Data } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Group, SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Money } from '../../ui/money.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'
import { Attempts } from './attempts.tsx'
import { Dispute } from './dispute.tsx'
import { openDispute } from './ledger.ts'
import { Ledger } from './ledger.tsx'
import { Mails } from './mails.tsx'
import { poll } from './poll.ts'
import { SaleActions } from './sale-actions.tsx'
import { SaleStatus } from './status.tsx'

/** One sale, with all that is known about it. */
export function Sale() {
  const { handle, purchaseId } = useParams({ from: '/signed-in/h/$handle/sales/$purchaseId' })
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.checkout.getSale, { path: { handle, purchaseId } }),
    refetchInterval: poll,
  })
  return (
    <Screen
      back={
        <Back to="/h/$handle/sales" params={{ handle }}>
          {t.sales.back}
        </Back>
      }
      title={data?.pageTitle ?? t.sales.one}
      hint={data && <Buyer sale={data} />}
      actions={data && <SaleActions sale={data} />}
    >
      <ErrorNotice error={error} onRetry={refetch} />
      {data ? <Known sale={data} onChange={refetch} /> : !error && <Skeleton height={240} aria-busy="true" />}
    </Screen>
  )
}

type SaleData = Data<'getSale'>

const Buyer = ({ sale: { handle, visitorId, email } }: { sale: SaleData }) => (
  <Anchor
    renderRoot={(props) => (
      <Link to="/h/$handle/customers/$visitorId" params={{ handle, visitorId }} {...props} />
    )}
  >
    {email ?? t.sales.erased}
  </Anchor>
)

function Known({ sale, onChange }: { sale: SaleData; onChange: () => void }) {
  const { price, refunded, ledger, attempts } = sale
  const dispute = openDispute(ledger)
  return (
    <Stack gap="lg">
      {dispute && <Dispute entry={dispute} sale={sale} />}
      <div className="card">
        <Facts
          facts={[
            [t.sales.status, <SaleStatus key="status" status={sale.status} />],
            [t.sales.access, <Access key="access" sale={sale} />],
            [t.sales.paid, price && <Money value={price} />],
            [t.sales.refunded, refunded && refunded.amount > 0 ? <Money value={refunded} /> : null],
            [price ? t.sales.purchasedAt : t.sales.grantedAt, <When key="at" at={sale.purchasedAt} />],
          ]}
        />
        <Group mt="md">
          <CopyButton label={t.sales.saleId} value={sale.id} />
        </Group>
      </div>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <Ledger entries={ledger} />
        <Stack gap="lg">
          <Mails sale={sale} onSent={onChange} />
          {attempts.length > 0 && <Attempts attempts={attempts} />}
        </Stack>
      </SimpleGrid>
    </Stack>
  )
}

const Access = ({ sale: { hasAccess, disputed } }: { sale: SaleData }) =>
  disputed ? (
    <Mark tone="bad" Icon={IconAlertTriangle}>
      {t.sales.onHold}
    </Mark>
  ) : hasAccess ? (
    <Mark tone="good" Icon={IconCheck}>
      {t.sales.hasAccess}
    </Mark>
  ) : (
    <Mark tone="quiet" Icon={IconBan}>
      {t.sales.noAccess}
    </Mark>
  )
