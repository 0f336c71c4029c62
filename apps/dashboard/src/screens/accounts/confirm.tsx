import { unwrap } from '@latchkey/sdk'
import { Anchor, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { CodeField, codeErrors, EmailField } from '../../session/credential-fields.tsx'
import { t } from '../../text/text.ts'
import { placed } from '../../ui/form.tsx'
import { GuestForm } from './guest-form.tsx'
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
  const { at, rest } = placed(confirm.error ?? resend.error, ['email', 'code'], codeErrors)
  return (
    <GuestForm
      title={t.accounts.checkMail}
      hint={waiting ? t.accounts.codeSentTo(waiting.email) : t.accounts.codeSent}
      error={confirm.error}
      rest={rest}
      action={t.accounts.confirm}
      isPending={confirm.isPending}
      onSubmit={() => confirm.mutate()}
      others={
        <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
          {t.accounts.anotherCode}
        </Button>
      }
      instead={{
        question: t.accounts.noCode,
        link: (
          <Anchor renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>
            {t.accounts.signInInstead}
          </Anchor>
        ),
      }}
    >
      {!waiting && <EmailField value={email} onChange={setEmail} error={at('email')} />}
      <CodeField value={code} onChange={setCode} error={at('code')} />
    </GuestForm>
  )
}
