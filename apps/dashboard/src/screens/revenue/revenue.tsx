import { Stack } from '@mantine/core'
import { useHandle } from '../../app/handles.ts'
import { t } from '../../text/text.ts'
import { Empty } from '../../ui/empty.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Connect } from './connect.tsx'
import { Earnings } from './earnings.tsx'

/** What a handle earns, and its Stripe account. */
export function Revenue() {
  const { role } = useHandle()
  return (
    <Screen title={t.revenue.title} hint={t.revenue.hint}>
      {role === 'CREATOR' && <Empty title={t.revenue.forOperators} hint={t.revenue.forOperatorsHint} />}
      {role !== undefined && role !== 'CREATOR' && (
        <Stack gap="lg">
          <Connect />
          <Earnings />
        </Stack>
      )}
    </Screen>
  )
}
