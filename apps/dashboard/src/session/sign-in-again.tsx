import { unwrap } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { auth, latchkey } from '../app/latchkey.ts'
import { t } from '../text/text.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { leave } from './sign-out.ts'

/** Over a screen whose session has ended: asks for the password, so that work goes on where it was. */
export function SignInAgain() {
  const queries = useQueryClient()
  const email = queries.getQueryData(queryOptions(latchkey.accounts.getAccount).queryKey)?.email
  const signIn = useMutation({
    mutationFn: (credentials: { email: string; password: string }) => unwrap(auth.signIn(credentials)),
  })
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title={t.session.ended}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const fields = new FormData(event.currentTarget)
          signIn.mutate({ email: String(fields.get('email')), password: String(fields.get('password')) })
        }}
      >
        <Stack>
          <Text>{t.session.endedHint}</Text>
          <ErrorNotice error={signIn.error} />
          <TextInput
            name="email"
            type="email"
            autoComplete="username"
            label={t.accounts.email}
            {...(email === undefined ? { required: true } : { value: email, readOnly: true })}
          />
          <PasswordInput
            name="password"
            autoComplete="current-password"
            label={t.accounts.password}
            required
            data-autofocus
          />
          <Group justify="space-between">
            <Button type="submit" loading={signIn.isPending}>
              {t.accounts.signIn}
            </Button>
            <Button variant="subtle" color="gray" onClick={leave}>
              {t.session.leave}
            </Button>
          </Group>
          <Anchor href="/reset-password" target="_blank" size="sm">
            {t.accounts.forgot}
          </Anchor>
        </Stack>
      </form>
    </Modal>
  )
}
