import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'

interface GuestFormProps {
  readonly title: string
  readonly hint?: ReactNode
  /** What the last try was answered with, and what of it stands at no field. */
  readonly error: unknown
  readonly rest: unknown
  readonly action: string
  readonly isPending: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
  /** Beside the button: other ways on. */
  readonly others?: ReactNode
  /** For whom this is not the right form. */
  readonly instead?: { readonly question: string; readonly link: ReactNode }
}

/** One form as a whole screen, for somebody who is coming in. */
export const GuestForm = ({
  title,
  hint,
  error,
  rest,
  action,
  isPending,
  onSubmit,
  ...parts
}: GuestFormProps) => (
  <Screen title={title} hint={hint}>
    <Form className="card" error={error} onSubmit={onSubmit}>
      <Stack>
        <ErrorNotice error={rest} />
        {parts.children}
        <Button type="submit" loading={isPending}>
          {action}
        </Button>
        {parts.others}
      </Stack>
    </Form>
    {parts.instead && (
      <Group gap="xs">
        <Text c="dimmed">{parts.instead.question}</Text>
        {parts.instead.link}
      </Group>
    )}
  </Screen>
)
