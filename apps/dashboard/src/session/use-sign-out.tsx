import { useState } from 'react'
import { deleteDrafts, hasDrafts } from '../drafts/drafts.ts'
import { t } from '../text/text.ts'
import { Confirm } from '../ui/confirm.tsx'
import { signOut } from './sign-out.ts'

/** `start` signs out, and asks first if that deletes drafts: by `question`, which is to be shown. */
export function useSignOut() {
  const [isAsking, setAsking] = useState(false)
  const start = async () => {
    if (await hasDrafts()) setAsking(true)
    else await signOut()
  }
  const question = (
    <Confirm
      opened={isAsking}
      onClose={() => setAsking(false)}
      title={t.session.drafts}
      refusal={t.session.stay}
      action={t.session.deleteDrafts}
      danger
      onConfirm={async () => {
        await deleteDrafts()
        await signOut()
      }}
    >
      {t.session.draftsHint}
    </Confirm>
  )
  return { start, question }
}
