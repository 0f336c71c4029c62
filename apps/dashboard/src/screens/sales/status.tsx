import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconGift,
  IconPointFilled,
} from '@tabler/icons-react'
import { t } from '../../text/text.ts'
import { Mark } from '../../ui/mark.tsx'

const marks = {
  PAID: { tone: 'good', Icon: IconCheck },
  PARTIALLY_REFUNDED: { tone: 'warning', Icon: IconArrowBackUp },
  REFUNDED: { tone: 'quiet', Icon: IconArrowBackUp },
  DISPUTED: { tone: 'bad', Icon: IconAlertTriangle },
  GRANTED: { tone: 'good', Icon: IconGift },
  REVOKED: { tone: 'quiet', Icon: IconBan },
} as const

const isKnown = (status: string): status is keyof typeof marks => Object.hasOwn(marks, status)

/** Where a sale stands. What a newer server calls it is shown as it is. */
export const SaleStatus = ({ status }: { status: string }) => (
  <Mark {...(isKnown(status) ? marks[status] : { tone: 'quiet', Icon: IconPointFilled })}>
    {t.sales.statuses[status] ?? status}
  </Mark>
)
