import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useHeld } from '../../ui/held.ts'
import { useWrite } from '../../ui/write.ts'
import { Activate } from './activate.tsx'

interface ActionsProps {
  readonly groupBuy: Data<'getGroupBuy'>
  readonly path: { readonly handle: string; readonly groupBuySlug: string }
}

/** What can be done in the state that it is in; nothing leads out of the final ones. */
export function Actions({ groupBuy: current, path }: ActionsProps) {
  const { value: groupBuy, asking } = useHeld(current)
  const [isClosing, closing] = useDisclosure(false, asking)
  const [isActivating, activating] = useDisclosure(false, asking)
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'groupBuys') })
  const publish = useWrite(latchkey.groupBuys.publishGroupBuy, { onSuccess })
  const pause = useWrite(latchkey.groupBuys.pauseGroupBuy, { onSuccess })
  const close = useWrite(latchkey.groupBuys.closeGroupBuy, { onSuccess })
  const release = useWrite(latchkey.groupBuys.updateGroupBuy, {
    onSuccess() {
      notifications.show({ message: t.groupBuys.released })
      return onSuccess()
    },
  })
  const { state, title, description, targetQuantity, deadline, linkedPageSlug } = groupBuy
  const isReached = groupBuy.interestedQuantity >= targetQuantity

  if (state === 'CLOSED' && linkedPageSlug !== null) {
    const body = { title, description, targetQuantity, deadline, linkedPageSlug: null }
    return (
      <>
        <ErrorNotice error={release.error} />
        <Button variant="default" loading={release.isPending} onClick={() => release.mutate({ path, body })}>
          {t.groupBuys.release}
        </Button>
      </>
    )
  }
  if (state === 'CLOSED' || state === 'ACTIVATED') return null
  return (
    <>
      <ErrorNotice error={publish.error ?? pause.error} />
      {state !== 'DRAFT' && (
        <Button variant={isReached ? 'filled' : 'default'} disabled={!isReached} onClick={activating.open}>
          {t.groupBuys.activate}
        </Button>
      )}
      {state === 'PUBLISHED' ? (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ path })}>
          {t.groupBuys.pause}
        </Button>
      ) : (
        <Button
          variant={isReached ? 'default' : 'filled'}
          loading={publish.isPending}
          onClick={() => publish.mutate({ path })}
        >
          {state === 'DRAFT' ? t.groupBuys.publish : t.groupBuys.resume}
        </Button>
      )}
      <Button
        variant="default"
        renderRoot={(props) => (
          <Link
            to="/h/$handle/group-buys/$slug/edit"
            params={{ handle: path.handle, slug: path.groupBuySlug }}
            {...props}
          />
        )}
      >
        {t.groupBuys.edit}
      </Button>
      <Button variant="default" onClick={closing.open}>
        {t.groupBuys.close}
      </Button>
      <Confirm
        opened={isClosing}
        onClose={closing.close}
        title={t.groupBuys.closeTitle(title)}
        action={t.groupBuys.close}
        onConfirm={() => close.mutateAsync({ path })}
        danger
      >
        {linkedPageSlug === null
          ? t.groupBuys.closeBody
          : `${t.groupBuys.closeBody} ${t.groupBuys.closeLocked}`}
      </Confirm>
      <Activate opened={isActivating} onClose={activating.close} title={title} path={path} />
    </>
  )
}
