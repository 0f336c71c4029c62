import { unwrap } from '@latchkey/sdk'
import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { auth } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'

export function SignIn() {
  const { next } = useSearch({ from: '/guest/sign-in' })
  const router = useRouter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => unwrap(auth.signIn({ email, password })),
    onSuccess: () => router.history.replace(next ?? '/'),
  })
  const error = placed(signIn.error, ['email', 'password'])
  return (
    <Screen title={t.accounts.signIn}>
      <Form className="card" error={signIn.error} onSubmit={() => signIn.mutate()}>
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
          <PasswordInput
            name="password"
            autoComplete="current-password"
            label={t.accounts.password}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={error.at('password')}
          />
          <Button type="submit" loading={signIn.isPending}>
            {t.accounts.signIn}
          </Button>
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/reset-password" search={{ next }} {...props} />}
          >
            {t.accounts.forgot}
          </Anchor>
        </Stack>
      </Form>
      <Group gap="xs">
        <Text c="dimmed">{t.accounts.noAccount}</Text>
        <Anchor renderRoot={(props) => <Link to="/sign-up" search={{ next }} {...props} />}>
          {t.accounts.signUp}
        </Anchor>
      </Group>
    </Screen>
  )
}
