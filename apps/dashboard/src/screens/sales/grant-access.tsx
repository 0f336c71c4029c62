import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconGift } from '@tabler/icons-react'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Confirm } from '../../ui/confirm.tsx'
import type { Asking } from '../../ui/held.ts'
import { useWrite } from '../../ui/write.ts'
import { useOwnPages } from './own-pages.ts'
import { salesChanged } from './sales-changed.ts'

interface Sellable {
  readonly slug: string
  readonly title: string
}

/** Gives one of the pages that are for sale, to whom is known or typed; not there while there is none. */
export function GrantAccess({ email }: { email?: string }) {
  const pages = useOwnPages().filter(
    ({ accessMode, state }) => accessMode === 'PAID' && state === 'PUBLISHED',
  )
  return pages.length > 0 && <Grant label={t.sales.grant} pages={pages} {...(email && { email })} />
}

interface GrantProps {
  readonly label: string
  /** What may be given; of one there is no choice. */
  readonly pages: readonly Sellable[]
  readonly email?: string
  /** Whether it is this page and no other. */
  readonly isFixed?: boolean
  readonly asking?: Asking
}

/** Gives a page away. */
export function Grant({ label, pages, email: known, isFixed = false, asking }: GrantProps) {
  const [isOpen, { open, close }] = useDisclosure(false, asking)
  const none = { page: '', email: '' }
  const [given, setGiven] = useState(none)
  const { path } = useHandle()
  const grant = useWrite(latchkey.checkout.grantAccess, {
    onSuccess: () => {
      notifications.show({ message: t.sales.granted })
      setGiven(none)
    },
    onSettled: salesChanged,
  })
  const email = known ?? given.email
  const fixed = isFixed ? pages[0] : undefined
  const pageSlug = fixed?.slug ?? given.page
  return (
    <>
      <Button variant="default" leftSection={<IconGift size={16} />} onClick={open}>
        {label}
      </Button>
      <Confirm
        opened={isOpen}
        onClose={close}
        title={t.sales.grantTitle}
        action={t.sales.grant}
        onConfirm={() => grant.mutateAsync({ path: { ...path, pageSlug }, body: { email } })}
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
          {fixed ? (
            <Text fw={600}>{fixed.title}</Text>
          ) : (
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
          )}
          {email !== '' && <Text size="sm">{t.sales.grantTo(email)}</Text>}
        </Stack>
      </Confirm>
    </>
  )
}
