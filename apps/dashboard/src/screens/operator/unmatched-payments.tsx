import { UNMATCHED_PAYMENT_DAYS } from 'virtual:contract'
import { infiniteQueryOptions } from '@latchkey/sdk/react-query'
import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Money } from '../../ui/money.tsx'
import { More } from '../../ui/more.tsx'
import { Screen } from '../../ui/screen.tsx'
import { When } from '../../ui/when.tsx'

export function UnmatchedPayments() {
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.support.listUnmatchedPayments))
  return (
    <Screen title={t.operator.payments} hint={t.operator.paymentsHint(UNMATCHED_PAYMENT_DAYS)}>
      <More
        list={list}
        label={t.operator.payments}
        order={t.ui.newestFirst}
        keyOf={({ paymentIntentId }) => paymentIntentId}
        empty={<Empty title={t.operator.noPayments} hint={t.operator.noPaymentsHint} />}
        columns={[
          {
            name: t.operator.payment,
            isHeading: true,
            cell: ({ paymentIntentId }) => (
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {paymentIntentId}
              </Text>
            ),
          },
          { name: t.operator.amount, isNumeric: true, cell: ({ amount }) => <Money value={amount} /> },
          { name: t.operator.why, cell: ({ why }) => t.operator.reasons[why] ?? why },
          { name: t.operator.firstSeen, isOrder: true, cell: ({ firstSeenAt }) => <When at={firstSeenAt} /> },
        ]}
      />
    </Screen>
  )
}
