import { scopes } from 'virtual:contract'
import type { Data, Input } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { fromInput } from '../../ui/moment-input.ts'
import { useWrite } from '../../ui/write.ts'

type Scopes = Input<'createToken'>['body']['scopes']

interface NewTokenProps {
  readonly path: { readonly handle: string }
  readonly onCancel: () => void
  readonly onCreated: (token: Data<'createToken'>) => void
}

export function NewToken({ path, onCancel, onCreated }: NewTokenProps) {
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [expires, setExpires] = useState('')
  const isAllowed = useMay()('createToken')
  const create = useWrite(latchkey.tokens.createToken, {
    // The secret is shown by the screen, and kept nowhere else.
    gcTime: 0,
    onSuccess(token) {
      queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'tokens') })
      onCreated(token)
    },
  })
  const { at, rest } = placed(create.error, ['name', 'scopes', 'expiresAt'])
  return (
    <Form
      className="card narrow"
      error={create.error}
      onSubmit={() =>
        create.mutate({ path, body: { name, scopes: chosen as Scopes, expiresAt: fromInput(expires) } })
      }
    >
      <Stack>
        <TextInput
          label={t.settings.tokenName}
          placeholder={t.settings.tokenNameExample}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={at('name')}
          required
          data-autofocus
        />
        <Checkbox.Group
          label={t.settings.scopesLabel}
          description={t.settings.scopesHint}
          value={chosen}
          onChange={setChosen}
          error={at('scopes')}
        >
          <Stack gap="xs" mt="xs">
            {Object.entries(scopes).map(([scope, meaning]) => (
              <Checkbox key={scope} value={scope} label={meaning} description={scope} />
            ))}
          </Stack>
        </Checkbox.Group>
        <TextInput
          type="datetime-local"
          label={t.settings.expires}
          description={t.settings.expiresHint}
          styles={{ wrapper: { maxWidth: 300 } }}
          value={expires}
          onChange={(event) => setExpires(event.currentTarget.value)}
          error={at('expiresAt')}
        />
        <ErrorNotice error={rest} />
        <Group>
          <Button type="submit" loading={create.isPending} disabled={!isAllowed}>
            {t.settings.createToken}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t.ui.cancel}
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}
