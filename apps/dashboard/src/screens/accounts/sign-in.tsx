import { unwrap } from '@latchkey/sdk'
import { Anchor } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { auth } from '../../app/latchkey.ts'
import { EmailField, PasswordField } from '../../session/credential-fields.tsx'
import { t } from '../../text/text.ts'
import { placed } from '../../ui/form.tsx'
import { GuestForm } from './guest-form.tsx'

export function SignIn() {
  const { next } = useSearch({ from: '/guest/sign-in' })
  const router = useRouter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => unwrap(auth.signIn({ email, password })),
    onSuccess: () => router.history.replace(next ?? '/'),
  })
  const { at, rest } = placed(signIn.error, ['email', 'password'])
  return (
    <GuestForm
      title={t.accounts.signIn}
      hint={t.accounts.whatItIs}
      error={signIn.error}
      rest={rest}
      action={t.accounts.signIn}
      isPending={signIn.isPending}
      onSubmit={() => signIn.mutate()}
      others={
        <Anchor size="sm" renderRoot={(props) => <Link to="/reset-password" search={{ next }} {...props} />}>
          {t.accounts.forgot}
        </Anchor>
      }
      instead={{
        question: t.accounts.noAccount,
        link: (
          <Anchor renderRoot={(props) => <Link to="/sign-up" search={{ next }} {...props} />}>
            {t.accounts.signUp}
          </Anchor>
        ),
      }}
    >
      <EmailField value={email} onChange={setEmail} error={at('email')} />
      <PasswordField value={password} onChange={setPassword} error={at('password')} />
    </GuestForm>
  )
}
