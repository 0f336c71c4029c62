import { unwrap } from '@latchkey/sdk'
import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
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
  const error = placed(signUp.error, ['name', 'email', 'password'], { weak_password: 'password' })
  return (
    <Screen title={t.accounts.signUpTitle}>
      <Form className="card" error={signUp.error} onSubmit={() => signUp.mutate()}>
        <Stack>
          <ErrorNotice error={error.rest} />
          <TextInput
            name="name"
            autoComplete="name"
            label={t.accounts.yourName}
            description={t.accounts.optional}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={error.at('name')}
          />
          <TextInput
            name="email"
            type="email"
            autoComplete="username"
            label={t.accounts.email}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={error.at('email')}
          />
          <PasswordInput
            name="password"
            autoComplete="new-password"
            label={t.accounts.password}
            description={t.accounts.passwordRule}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={error.at('password')}
          />
          <Button type="submit" loading={signUp.isPending}>
            {t.accounts.signUp}
          </Button>
        </Stack>
      </Form>
      <Group gap="xs">
        <Text c="dimmed">{t.accounts.haveAccount}</Text>
        <Anchor renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>
          {t.accounts.signIn}
        </Anchor>
      </Group>
    </Screen>
  )
}
