import { unwrap } from '@latchkey/sdk'
import { Button, PasswordInput, Stack, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { auth } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'

export function SignIn() {
  const { next } = useSearch({ from: '/guest/sign-in' })
  const navigate = useNavigate()
  const signIn = useMutation({
    mutationFn: (credentials: { email: string; password: string }) => unwrap(auth.signIn(credentials)),
    onSuccess: () => navigate({ to: next ?? '/' }),
  })
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        const fields = new FormData(event.currentTarget)
        signIn.mutate({ email: String(fields.get('email')), password: String(fields.get('password')) })
      }}
    >
      <Stack>
        <Title order={1} size="h2">
          {t.accounts.signIn}
        </Title>
        <ErrorNotice error={signIn.error} />
        <TextInput name="email" type="email" autoComplete="username" label={t.accounts.email} required />
        <PasswordInput name="password" autoComplete="current-password" label={t.accounts.password} required />
        <Button type="submit" loading={signIn.isPending}>
          {t.accounts.signIn}
        </Button>
      </Stack>
    </form>
  )
}
