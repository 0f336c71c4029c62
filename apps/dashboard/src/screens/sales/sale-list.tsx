import type { Data } from '@latchkey/sdk'
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { t } from '../../text/text.ts'
import { Money } from '../../ui/money.tsx'
import type { Column } from '../../ui/more.tsx'
import { When } from '../../ui/when.tsx'
import { SaleStatus } from './status.tsx'

export type SaleRow = Data<'listSales'>['items'][number]

/** What a sale brought: what was paid, and what of it went back. */
const SaleAmount = ({ sale: { price, refunded } }: { sale: SaleRow }) =>
  price ? (
    <span>
      <Money value={price} />
      {refunded && refunded.amount > 0 && (
        <Text size="xs" c="dimmed">
          <Money value={{ ...refunded, amount: -refunded.amount }} />
        </Text>
      )}
    </span>
  ) : (
    <Text span inherit c="dimmed">
      {t.sales.free}
    </Text>
  )

/** Who bought it. */
const Buyer = ({ email }: { email: string | null }) =>
  email === null ? (
    <Text span inherit c="dimmed">
      {t.sales.erased}
    </Text>
  ) : (
    email
  )

const page: Column<SaleRow> = {
  name: t.sales.page,
  isHeading: true,
  cell: ({ handle, id, pageTitle }) => (
    <Anchor
      c="inherit"
      fw={600}
      fz="inherit"
      underline="hover"
      renderRoot={(props) => (
        <Link to="/h/$handle/sales/$purchaseId" params={{ handle, purchaseId: id }} {...props} />
      )}
    >
      {pageTitle}
    </Anchor>
  ),
}
const customer: Column<SaleRow> = {
  name: t.sales.customer,
  cell: ({ email }) => <Buyer email={email} />,
}
const status: Column<SaleRow> = {
  name: t.sales.status,
  cell: (sale) => <SaleStatus status={sale.status} />,
}
const date: Column<SaleRow> = {
  name: t.sales.date,
  isOrder: true,
  cell: ({ purchasedAt }) => <When at={purchasedAt} />,
}
const amount: Column<SaleRow> = {
  name: t.sales.amount,
  isNumeric: true,
  cell: (sale) => <SaleAmount sale={sale} />,
}

/** Of a list of sales. */
export const saleColumns: readonly Column<SaleRow>[] = [page, customer, status, date, amount]

/** Of the sales to one person. */
export const ownSaleColumns: readonly Column<SaleRow>[] = [page, status, date, amount]
