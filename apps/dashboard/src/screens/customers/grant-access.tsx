import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconGift } from '@tabler/icons-react'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { useWrite } from '../../ui/write.ts'
import { useOwnPages } from '../sales/own-pages.ts'
import { useSalesChanged } from '../sales/sale-actions.tsx'

/** Gives a page away, to somebody who is known or to an address that is typed; not there while nothing is for sale. */
export function GrantAccess({ email: known }: { email?: string }) {
  const [isOpen, { open, close }] = useDisclosure()
  const [given, setGiven] = useState({ page: '', email: '' })
  const { path } = useHandle()
  const pages = useOwnPages().filter(
    ({ accessMode, state }) => accessMode === 'PAID' && state === 'PUBLISHED',
  )
  const changed = useSalesChanged()
  const grant = useWrite(latchkey.checkout.grantAccess, {
    onSuccess: () => {
      notifications.show({ message: t.sales.granted })
      setGiven({ page: '', email: '' })
    },
    onSettled: changed,
  })
  const email = known ?? given.email
  if (pages.length === 0) return null
  return (
    <>
      <Button variant="default" leftSection={<IconGift size={16} />} onClick={open}>
        {t.sales.grant}
      </Button>
      <Confirm
        opened={isOpen}
        onClose={close}
        title={t.sales.grantTitle}
        action={t.sales.grant}
        onConfirm={() => grant.mutateAsync({ path: { ...path, pageSlug: given.page }, body: { email } })}
      >
        <Stack gap="sm">
          {known === undefined && (
            <TextInput
              type="email"
              label={t.sales.email}
              autoComplete="off"
              required
              value={given.email}
              onChange={({ currentTarget: { value } }) => setGiven({ ...given, email: value })}
            />
          )}
          <NativeSelect
            label={t.sales.grantPage}
            required
            data={[
              { value: '', label: t.sales.grantChoose },
              ...pages.map(({ slug, title }) => ({ value: slug, label: title })),
            ]}
            value={given.page}
            onChange={({ currentTarget: { value } }) => setGiven({ ...given, page: value })}
          />
          {email !== '' && <Text size="sm">{t.sales.grantTo(email)}</Text>}
        </Stack>
      </Confirm>
    </>
  )
}
