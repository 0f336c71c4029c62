import type { Data } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconExternalLink,
  IconPointFilled,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { useSellingTerms } from '../../app/selling-terms.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Facts } from '../../ui/facts.tsx'
import { rateOf } from '../../ui/fee.ts'
import { Mark } from '../../ui/mark.tsx'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'
import { poll } from '../sales/poll.ts'
import { useLinkToStripe } from './link-to-stripe.ts'
import { requirementsInWords } from './requirements.ts'

type Status = Data<'getConnectStatus'>

/** How the handle's Stripe account stands, and the ways into it. */
export function Connect() {
  const { path, role } = useHandle()
  const { connect } = useSearch({ from: '/signed-in/h/$handle/revenue' })
  const { data, error, refetch } = useQuery({
    ...queryOptions(latchkey.revenue.getConnectStatus, { path }),
    // Whoever comes back from the form waits for this.
    refetchInterval: ({ state }) => (connect === 'returned' && state.data?.status !== 'ready' ? poll : false),
  })
  return (
    <Section title={t.revenue.payouts}>
      <ErrorNotice error={error} onRetry={refetch} />
      {data ? (
        <Known status={data} isOwner={role === 'OWNER'} hasReturned={connect === 'returned'} />
      ) : (
        !error && <Skeleton height={96} aria-busy="true" />
      )}
    </Section>
  )
}

interface KnownProps {
  readonly status: Status
  readonly isOwner: boolean
  readonly hasReturned: boolean
}

function Known({ status: connection, isOwner, hasReturned }: KnownProps) {
  const { status, requirementsDue, detailsSubmitted, updatedAt } = connection
  const wants = requirementsInWords(requirementsDue)
  return (
    <Stack gap="md">
      {hasReturned && (
        <Text role="status" fw={600}>
          {status === 'ready' ? t.revenue.connected : t.revenue.checking}
        </Text>
      )}
      <Stack gap={4}>
        <Text component="div" fw={600}>
          <State status={status} />
        </Text>
        <Text>{t.revenue.explained[status]}</Text>
        <Fee />
      </Stack>
      {status === 'restricted' && <Abilities connection={connection} />}
      {status !== 'not_connected' && status !== 'ready' && (
        <div>
          {wants.length > 0 ? (
            <>
              <Text fw={600}>{t.revenue.wants}</Text>
              <List spacing={4} mt={4}>
                {wants.map((want) => (
                  <List.Item key={want}>{want}</List.Item>
                ))}
              </List>
            </>
          ) : (
            detailsSubmitted && <Text>{t.revenue.wantsNothing}</Text>
          )}
        </div>
      )}
      <WaysIn status={status} isOwner={isOwner} detailsSubmitted={detailsSubmitted} />
      {updatedAt && (
        <Text size="sm" c="dimmed">
          {t.revenue.asked} <When at={updatedAt} />
        </Text>
      )}
    </Stack>
  )
}

/** What a sale costs, before there is one. */
function Fee() {
  const { name } = useHandle()
  const terms = useSellingTerms(name)
  if (!terms) return null
  const rate = rateOf(terms.fee)
  return (
    <Text size="sm" c="dimmed">
      {rate === null ? t.revenue.noFee : t.revenue.feeIs(rate)}
    </Text>
  )
}

const states = {
  not_connected: { tone: 'quiet', Icon: IconPointFilled },
  incomplete: { tone: 'warning', Icon: IconClock },
  restricted: { tone: 'bad', Icon: IconAlertTriangle },
  ready: { tone: 'good', Icon: IconCheck },
} as const

const State = ({ status }: { status: string }) => (
  <Mark {...(Object.hasOwn(states, status) ? states[status as keyof typeof states] : states.not_connected)}>
    {t.revenue.states[status] ?? status}
  </Mark>
)

const works = (does: boolean) => (
  <Mark tone={does ? 'good' : 'bad'} Icon={does ? IconCheck : IconAlertTriangle}>
    {does ? t.revenue.works : t.revenue.stopped}
  </Mark>
)

const Abilities = ({ connection }: { connection: Status }) => (
  <Facts
    facts={[
      [t.revenue.canSell, works(connection.chargesEnabled)],
      [t.revenue.canTransfer, works(connection.transfersActive)],
      [t.revenue.canPayOut, works(connection.payoutsEnabled)],
    ]}
  />
)

interface WaysInProps {
  readonly status: string
  readonly isOwner: boolean
  readonly detailsSubmitted: boolean
}

function WaysIn({ status, isOwner, detailsSubmitted }: WaysInProps) {
  const { connect } = useSearch({ from: '/signed-in/h/$handle/revenue' })
  const onboarding = useLinkToStripe('onboarding')
  const dashboard = useLinkToStripe('dashboard')
  // Stripe sends one here by a link to its form that had been opened before: a new one leads on.
  const isSent = useRef(false)
  const { mutate } = onboarding
  useEffect(() => {
    if (connect !== 'again' || !isOwner || isSent.current) return
    isSent.current = true
    mutate()
  }, [connect, isOwner, mutate])

  if (!isOwner) return <Text c="dimmed">{t.revenue.ownerOnly}</Text>
  return (
    <Stack gap="sm">
      <ErrorNotice error={onboarding.error} onRetry={() => onboarding.mutate()} />
      <ErrorNotice error={dashboard.error} onRetry={() => dashboard.mutate()} />
      <Group>
        {status !== 'ready' && (
          <Button
            rightSection={<IconExternalLink size={16} />}
            loading={onboarding.isPending}
            onClick={() => onboarding.mutate()}
          >
            {status === 'not_connected' ? t.revenue.connect : t.revenue.continue}
          </Button>
        )}
        {detailsSubmitted && (
          <Button
            variant="default"
            rightSection={<IconExternalLink size={16} />}
            loading={dashboard.isPending}
            onClick={() => dashboard.mutate()}
          >
            {t.revenue.dashboard}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
