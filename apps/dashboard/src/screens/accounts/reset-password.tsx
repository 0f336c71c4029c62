import { unwrap } from '@latchkey/sdk'
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
import { signsIn } from './signs-in.ts'

/** Asks for the address, then for the code that was sent there and a new password. Then it signs in with that. */
export function ResetPassword() {
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  const send = useMutation({
    mutationFn: () => unwrap(latchkey.accounts.forgotPassword({ body: { email } })),
    onSuccess: () => setSent(true),
  })
  const error = placed(send.error, ['email'])
  if (isSent) return <NewPassword email={email} onBack={() => setSent(false)} />
  return (
    <Screen title={t.accounts.reset} hint={t.accounts.resetHint}>
      <Form className="card" error={send.error} onSubmit={() => send.mutate()}>
        <Stack>
          <ErrorNotice error={error.rest} />
          <TextInput
            name="email"
            type="email"
            autoComplete="username"
            label={t.accounts.email}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={error.at('email')}
          />
          <Button type="submit" loading={send.isPending}>
            {t.accounts.sendCode}
          </Button>
        </Stack>
      </Form>
    </Screen>
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
  const error = placed(reset.error, ['code', 'newPassword'], {
    weak_password: 'newPassword',
    invalid_code: 'code',
    expired_code: 'code',
    used_code: 'code',
  })
  return (
    <Screen title={t.accounts.checkMail} hint={t.accounts.codeSentTo(email)}>
      <Form className="card" error={reset.error} onSubmit={() => reset.mutate()}>
        <Stack>
          <ErrorNotice error={error.rest} />
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <TextInput
            name="code"
            autoComplete="one-time-code"
            label={t.accounts.code}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={error.at('code')}
          />
          <PasswordInput
            name="new-password"
            autoComplete="new-password"
            label={t.accounts.newPassword}
            description={t.accounts.passwordRule}
            value={newPassword}
            onChange={(event) => setNewPassword(event.currentTarget.value)}
            error={error.at('newPassword')}
          />
          <Text size="sm" c="dimmed">
            {t.accounts.resetEnds}
          </Text>
          <Button type="submit" loading={reset.isPending}>
            {t.accounts.setPassword}
          </Button>
          <Button variant="default" onClick={onBack}>
            {t.accounts.otherAddress}
          </Button>
        </Stack>
      </Form>
    </Screen>
  )
}
