import { unwrap } from '@latchkey/sdk'
import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { CodeField, codeErrors, EmailField, NewPasswordField } from '../../session/credential-fields.tsx'
import { t } from '../../text/text.ts'
import { placed } from '../../ui/form.tsx'
import { GuestForm } from './guest-form.tsx'
import { signsIn } from './signs-in.ts'

/** Asks for the address, then for the code that was sent there and a new password. Then it signs in with that. */
export function ResetPassword() {
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  const send = useMutation({
    mutationFn: () => unwrap(latchkey.accounts.forgotPassword({ body: { email } })),
    onSuccess: () => setSent(true),
  })
  const { at, rest } = placed(send.error, ['email'])
  if (isSent) return <NewPassword email={email} onBack={() => setSent(false)} />
  return (
    <GuestForm
      title={t.accounts.reset}
      hint={t.accounts.resetHint}
      error={send.error}
      rest={rest}
      action={t.accounts.sendCode}
      isPending={send.isPending}
      onSubmit={() => send.mutate()}
    >
      <EmailField value={email} onChange={setEmail} error={at('email')} />
    </GuestForm>
  )
}

function NewPassword({ email, onBack }: { email: string; onBack: () => void }) {
  const { next } = useSearch({ from: '/open/reset-password' })
  const router = useRouter()
  const [code, setCode] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const reset = useMutation({
    async mutationFn() {
      await unwrap(latchkey.accounts.resetPassword({ body: { email, code, newPassword } }))
      return await signsIn({ email, password: newPassword })
    },
    onSuccess(isSignedIn) {
      notifications.show({ title: t.accounts.resetDone, message: t.accounts.resetDoneHint })
      if (isSignedIn) router.history.replace(next ?? '/')
      else router.navigate({ to: '/sign-in', search: { next }, replace: true })
    },
  })
  const { at, rest } = placed(reset.error, ['code', 'newPassword'], {
    weak_password: 'newPassword',
    ...codeErrors,
  })
  return (
    <GuestForm
      title={t.accounts.checkMail}
      hint={t.accounts.codeSentTo(email)}
      error={reset.error}
      rest={rest}
      action={t.accounts.setPassword}
      isPending={reset.isPending}
      onSubmit={() => reset.mutate()}
      others={
        <Button variant="default" onClick={onBack}>
          {t.accounts.otherAddress}
        </Button>
      }
    >
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <CodeField value={code} onChange={setCode} error={at('code')} />
      <NewPasswordField
        label={t.accounts.newPassword}
        value={newPassword}
        onChange={setNewPassword}
        error={at('newPassword')}
      />
      <Text size="sm" c="dimmed">
        {t.accounts.resetEnds}
      </Text>
    </GuestForm>
  )
}
