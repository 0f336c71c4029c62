import { LatchkeyError } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { latchkey } from '../../app/latchkey.ts'
import { useOffers } from '../../app/offers.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { type Asking, useHeld } from '../../ui/held.ts'
import { formatDay } from '../../ui/when.tsx'
import { useWrite } from '../../ui/write.ts'

type Offer = NonNullable<ReturnType<typeof useOffers>['data']>['items'][number]

/** Roles and handles that were offered to the account; nothing while there are none. */
export function Offers() {
  const { data, error, refetch } = useOffers()
  const { value: offers = [], asking } = useHeld(data?.items)
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (offers.length === 0) return null
  return (
    <Stack gap="sm" component="section" aria-labelledby="offers">
      <Title order={2} size="h3" id="offers">
        {t.accounts.offers}
      </Title>
      {offers.map((offer) => (
        <OfferCard key={offer.id} offer={offer} asking={asking} />
      ))}
    </Stack>
  )
}

function OfferCard({ offer, asking }: { offer: Offer; asking: Asking }) {
  const { id, handle, role, offeredBy, expiresAt } = offer
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [isAsking, { open, close }] = useDisclosure(false, asking)
  const isOwnership = role === 'OWNER'
  const refresh = () => {
    queries.invalidateQueries({ queryKey: keys.operation(latchkey.accounts.listOffers) })
    return queries.invalidateQueries({ queryKey: keys.operation(latchkey.handles.listHandles) })
  }
  /** One that is gone leaves the list. */
  const onError = (error: unknown) => {
    if (LatchkeyError.is(error) && error.code === 'offer_not_found') {
      notifications.show({ color: 'red', message: error.message })
      refresh()
    }
  }
  const accept = useWrite(latchkey.accounts.acceptOffer, {
    async onSuccess({ handle: { name, displayName } }) {
      notifications.show({ message: t.accounts.accepted(displayName) })
      await refresh()
      await navigate({ to: '/h/$handle', params: { handle: name } })
    },
    onError,
  })
  const decline = useWrite(latchkey.accounts.declineOffer, {
    onSuccess() {
      notifications.show({ message: t.accounts.declined })
      return refresh()
    },
    onError,
  })
  const path = { offerId: id }
  return (
    <article className="card" aria-label={t.accounts.offerOf(handle.displayName, isOwnership)}>
      <Stack gap="sm">
        <Text fw={600}>{t.accounts.offerOf(handle.displayName, isOwnership)}</Text>
        <Text>{t.accounts.roleMeans[role]}</Text>
        <Text size="sm" c="dimmed">
          {t.accounts.offeredBy(offeredBy, formatDay(expiresAt))}
        </Text>
        <ErrorNotice error={decline.error ?? (isOwnership ? null : accept.error)} />
        <Group>
          <Button loading={accept.isPending} onClick={() => (isOwnership ? open() : accept.mutate({ path }))}>
            {t.accounts.accept}
          </Button>
          <Button variant="default" loading={decline.isPending} onClick={() => decline.mutate({ path })}>
            {t.accounts.decline}
          </Button>
        </Group>
        <Confirm
          opened={isAsking}
          onClose={close}
          title={t.accounts.acceptOwnership(handle.displayName)}
          action={t.accounts.takeOver}
          onConfirm={() => accept.mutateAsync({ path })}
        >
          {t.accounts.acceptOwnershipHint}
        </Confirm>
      </Stack>
    </article>
  )
}
