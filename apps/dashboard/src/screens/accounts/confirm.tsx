import { unwrap } from '@latchkey/sdk'
import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
import { signsIn } from './signs-in.ts'
import { waitingSignUp } from './waiting-sign-up.ts'

/** Takes the code of a sign-up, and signs in where the password is still known. */
export function Confirm() {
  const { next } = useSearch({ from: '/guest/confirm' })
  const router = useRouter()
  const [waiting] = useState(waitingSignUp.current)
  const [email, setEmail] = useState(waiting?.email ?? '')
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: async () => {
      await unwrap(latchkey.accounts.confirmSignUp({ body: { email, code } }))
      waitingSignUp.current = null
      // The code may have been that of another sign-up, with another password.
      return waiting !== null && waiting.email === email && (await signsIn(waiting))
    },
    onSuccess(isSignedIn) {
      if (isSignedIn) return router.history.replace(next ?? '/')
      notifications.show({ title: t.accounts.accountReady, message: t.accounts.accountReadyHint })
      return router.navigate({ to: '/sign-in', search: { next }, replace: true })
    },
  })
  const resend = useMutation({
    mutationFn: () => unwrap(latchkey.accounts.resendSignUpCode({ body: { email } })),
    onSuccess: () => notifications.show({ message: t.accounts.anotherCodeSent }),
  })
  const error = placed(confirm.error ?? resend.error, ['email', 'code'], {
    invalid_code: 'code',
    expired_code: 'code',
    used_code: 'code',
  })
  return (
    <Screen
      title={t.accounts.checkMail}
      hint={waiting ? t.accounts.codeSentTo(waiting.email) : t.accounts.codeSent}
    >
      <Form className="card" error={confirm.error} onSubmit={() => confirm.mutate()}>
        <Stack>
          <ErrorNotice error={error.rest} />
          {!waiting && (
            <TextInput
              name="email"
              type="email"
              autoComplete="username"
              label={t.accounts.email}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={error.at('email')}
            />
          )}
          <TextInput
            name="code"
            autoComplete="one-time-code"
            label={t.accounts.code}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={error.at('code')}
          />
          <Button type="submit" loading={confirm.isPending}>
            {t.accounts.confirm}
          </Button>
          <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
            {t.accounts.anotherCode}
          </Button>
        </Stack>
      </Form>
      <Group gap="xs">
        <Text c="dimmed">{t.accounts.noCode}</Text>
        <Anchor renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>
          {t.accounts.signInInstead}
        </Anchor>
      </Group>
    </Screen>
  )
}
