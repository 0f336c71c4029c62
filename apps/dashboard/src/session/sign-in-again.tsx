import { unwrap } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { auth, latchkey } from '../app/latchkey.ts'
import { t } from '../text/text.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Form } from '../ui/form.tsx'
import { EmailField, PasswordField } from './credential-fields.tsx'
import { leave } from './sign-out.ts'

/** Over a screen whose session has ended: asks for the password, so that work goes on where it was. */
export function SignInAgain() {
  const queries = useQueryClient()
  const known = queries.getQueryData(queryOptions(latchkey.accounts.getAccount).queryKey)?.email
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signIn = useMutation({ mutationFn: () => unwrap(auth.signIn({ email, password })) })
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title={t.session.ended}>
      <Form error={signIn.error} onSubmit={() => signIn.mutate()}>
        <Stack>
          <Text>{t.session.endedHint}</Text>
          <ErrorNotice error={signIn.error} />
          <EmailField value={email} onChange={setEmail} readOnly={known !== undefined} />
          <PasswordField value={password} onChange={setPassword} data-autofocus />
          <Group justify="space-between">
            <Button variant="subtle" color="gray" onClick={leave}>
              {t.session.leave}
            </Button>
            <Button type="submit" loading={signIn.isPending}>
              {t.accounts.signIn}
            </Button>
          </Group>
          <Anchor href="/reset-password" target="_blank" size="sm">
            {t.accounts.forgot}
          </Anchor>
        </Stack>
      </Form>
    </Modal>
  )
}
