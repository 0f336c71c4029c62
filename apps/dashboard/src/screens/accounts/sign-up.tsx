import { unwrap } from '@latchkey/sdk'
import { Anchor, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { EmailField, NewPasswordField } from '../../session/credential-fields.tsx'
import { t } from '../../text/text.ts'
import { placed } from '../../ui/form.tsx'
import { GuestForm } from './guest-form.tsx'
import { waitingSignUp } from './waiting-sign-up.ts'

export function SignUp() {
  const { next } = useSearch({ from: '/guest/sign-up' })
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signUp = useMutation({
    mutationFn: () => {
      const named = name.trim() && { name: name.trim() }
      return unwrap(latchkey.accounts.signUp({ body: { email, password, ...named } }))
    },
    onSuccess() {
      waitingSignUp.current = { email, password }
      return navigate({ to: '/confirm', search: { next } })
    },
  })
  const { at, rest } = placed(signUp.error, ['name', 'email', 'password'], { weak_password: 'password' })
  return (
    <GuestForm
      title={t.accounts.signUpTitle}
      hint={t.accounts.whatItIs}
      error={signUp.error}
      rest={rest}
      action={t.accounts.signUp}
      isPending={signUp.isPending}
      onSubmit={() => signUp.mutate()}
      instead={{
        question: t.accounts.haveAccount,
        link: (
          <Anchor renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>
            {t.accounts.signIn}
          </Anchor>
        ),
      }}
    >
      <TextInput
        name="name"
        autoComplete="name"
        label={t.accounts.yourName}
        description={t.accounts.optional}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={at('name')}
      />
      <EmailField value={email} onChange={setEmail} error={at('email')} />
      <NewPasswordField
        label={t.accounts.password}
        value={password}
        onChange={setPassword}
        error={at('password')}
      />
    </GuestForm>
  )
}
