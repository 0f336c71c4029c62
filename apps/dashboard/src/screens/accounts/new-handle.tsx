import { keys } from '@latchkey/sdk/react-query'
import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
import { useWrite } from '../../ui/write.ts'

/** The name as it would be in an address: what cannot be there is left out while it is typed. */
const asName = (typed: string) =>
  typed
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\s_.]+/g, '-')
    .replaceAll(/[^a-z0-9-]/g, '')

/** The first step of a handle: its name. */
export function NewHandle() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const create = useWrite(latchkey.handles.createHandle, {
    async onSuccess({ name: created }) {
      await queries.invalidateQueries({ queryKey: keys.operation(latchkey.handles.listHandles) })
      await navigate({ to: '/h/$handle', params: { handle: created } })
    },
  })
  const error = placed(create.error, ['name', 'displayName'], { handle_taken: 'name' })
  const domain = location.host.replace(/^app\./, '')
  const send = () => {
    const named = displayName.trim() && { displayName: displayName.trim() }
    create.mutate({ body: { name, ...named } })
  }
  return (
    <Screen title={t.accounts.newHandleTitle} hint={t.accounts.newHandleHint}>
      <Form className="card" error={create.error} onSubmit={send}>
        <Stack>
          <ErrorNotice error={error.rest} />
          <TextInput
            name="name"
            label={t.accounts.handleName}
            description={t.accounts.handleRule}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            placeholder={t.accounts.handleExample}
            value={name}
            onChange={(event) => setName(asName(event.currentTarget.value))}
            error={error.at('name')}
          />
          <Text size="sm" c="dimmed" aria-live="polite">
            {t.accounts.addressWillBe(`${name || t.accounts.handleExample}.${domain}`)}
          </Text>
          <TextInput
            name="displayName"
            label={t.accounts.displayName}
            description={t.accounts.displayNameHint}
            autoComplete="off"
            value={displayName}
            onChange={(event) => setDisplayName(event.currentTarget.value)}
            error={error.at('displayName')}
          />
          <Button type="submit" loading={create.isPending}>
            {t.accounts.createHandle}
          </Button>
        </Stack>
      </Form>
    </Screen>
  )
}
