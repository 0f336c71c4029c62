import { useBlocker } from '@tanstack/react-router'
import { t } from '../text/text.ts'
import { Confirm } from './confirm.tsx'

/** Asks before one leaves what is not saved, by a link, the back button or a reload. */
export function Unsaved({ when }: { when: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: when,
    withResolver: true,
  })
  return (
    <Confirm
      opened={status === 'blocked'}
      onClose={() => reset?.()}
      title={t.ui.leave}
      action={t.ui.leaveAction}
      onConfirm={async () => proceed?.()}
      danger
    >
      {t.ui.leaveHint}
    </Confirm>
  )
}
