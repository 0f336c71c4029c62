import type { Data } from '@latchkey/sdk'
import { Button, List, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconArrowBackUp, IconBan } from '@tabler/icons-react'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { type Asking, useHeld } from '../../ui/held.ts'
import { formatMoney } from '../../ui/money.tsx'
import { useWrite } from '../../ui/write.ts'
import { Grant } from './grant-access.tsx'
import { salesChanged } from './sales-changed.ts'

type Sale = Data<'getSale'>

/** What can be done about a sale as it stands now. */
export function SaleActions({ sale: current }: { sale: Sale }) {
  const { value: sale, asking } = useHeld(current)
  const isOpen = sale.status === 'DISPUTED'
  return (
    <>
      {sale.price && sale.status !== 'REFUNDED' && !isOpen && (
        <RefundSale sale={sale} price={sale.price} asking={asking} />
      )}
      {sale.hasAccess && <RevokeAccess sale={sale} asking={asking} />}
      {!sale.hasAccess && !isOpen && sale.email && (
        <Grant
          label={t.sales.grantAgain}
          pages={[{ slug: sale.pageSlug, title: sale.pageTitle }]}
          email={sale.email}
          isFixed
          asking={asking}
        />
      )}
    </>
  )
}

interface OfSaleProps {
  readonly sale: Sale
  readonly asking: Asking
}

function RefundSale({ sale, price, asking }: OfSaleProps & { price: NonNullable<Sale['price']> }) {
  const [isOpen, { open, close }] = useDisclosure(false, asking)
  const [reason, setReason] = useState('')
  // Outside of the dialog: closed and opened again after a failure, it is still the same refund.
  const refund = useWrite(latchkey.checkout.refundPurchase, { onSettled: salesChanged })
  const left = formatMoney({ ...price, amount: price.amount - (sale.refunded?.amount ?? 0) })
  const confirm = async () => {
    const { refund: made } = await refund.mutateAsync({
      path: { handle: sale.handle, pageSlug: sale.pageSlug },
      body: {
        visitorId: sale.visitorId,
        purchaseId: sale.id,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      },
    })
    const isLost = made.status === 'failed' || made.status === 'canceled'
    const message = isLost
      ? t.sales.refundFailed
      : made.status === 'succeeded'
        ? t.sales.refundDone(formatMoney(made.amount))
        : t.sales.refundPending
    notifications.show({ message, ...(isLost && { color: 'red' }) })
  }
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={open}>
        {t.sales.refund}
      </Button>
      <Confirm
        opened={isOpen}
        onClose={close}
        title={t.sales.refundTitle(left)}
        action={t.sales.refundNow(left)}
        danger
        onConfirm={confirm}
      >
        <List spacing={6} size="sm">
          <List.Item>{t.sales.refundWho(left, sale.email ?? t.sales.someone)}</List.Item>
          <List.Item>
            {sale.hasAccess ? t.sales.refundBuyerLoses(sale.pageTitle) : t.sales.refundNoAccess}
          </List.Item>
          <List.Item>{t.sales.refundCosts}</List.Item>
          <List.Item>{t.sales.refundFinal}</List.Item>
        </List>
        <Textarea
          label={t.sales.refundReason}
          description={t.sales.refundReasonHint}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Confirm>
    </>
  )
}

function RevokeAccess({ sale, asking }: OfSaleProps) {
  const [isOpen, { open, close }] = useDisclosure(false, asking)
  const revoke = useWrite(latchkey.checkout.revokeAccess, {
    onSuccess: () => void notifications.show({ message: t.sales.revoked }),
    onSettled: salesChanged,
  })
  const path = { handle: sale.handle, pageSlug: sale.pageSlug, purchaseId: sale.id }
  return (
    <>
      <Button variant="default" leftSection={<IconBan size={16} />} onClick={open}>
        {t.sales.revoke}
      </Button>
      <Confirm
        opened={isOpen}
        onClose={close}
        title={t.sales.revokeTitle}
        action={t.sales.revoke}
        danger
        onConfirm={() => revoke.mutateAsync({ path })}
      >
        {sale.price ? t.sales.revokeBody(sale.pageTitle) : t.sales.revokeFreeBody(sale.pageTitle)}
      </Confirm>
    </>
  )
}
