import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { t } from '../text/text.ts'
import { ErrorNotice } from './error-notice.tsx'

interface ConfirmProps {
  readonly opened: boolean
  readonly onClose: () => void
  /** A question: `Delete guide.pdf?` */
  readonly title: string
  /** What follows from it. */
  readonly children?: ReactNode
  /** The verb on the button: `Delete`. */
  readonly action: string
  /** Whether it takes something away for good. */
  readonly danger?: boolean
  /** In place of `Cancel`. */
  readonly refusal?: string
  /** A third answer, between no and yes. */
  readonly other?: { readonly action: string; readonly onChoose: () => unknown }
  /** A name that must be typed first, for what cannot be undone. */
  readonly typed?: string
  /** Does it. The dialog stays until it is done, closes when it was, and shows why it was not. */
  readonly onConfirm: () => Promise<unknown>
}

/** A dialog that asks. Escape and a click beside it say no; the focus returns to where it was. */
export const Confirm = ({ opened, onClose, title, ...rest }: ConfirmProps) => (
  <Modal opened={opened} onClose={onClose} title={title}>
    <Asked onClose={onClose} {...rest} />
  </Modal>
)

/** Inside of it, so that each time it is asked anew. */
function Asked({
  onClose,
  children,
  action,
  danger,
  refusal = t.ui.cancel,
  other,
  typed,
  onConfirm,
}: Omit<ConfirmProps, 'opened' | 'title'>) {
  const [name, setName] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isRunning = useRef(false)

  const confirm = async () => {
    if (isRunning.current || (typed !== undefined && name.trim() !== typed)) return
    isRunning.current = true
    setPending(true)
    setError(null)
    try {
      await onConfirm()
      onClose()
    } catch (cause) {
      setError(cause)
    } finally {
      isRunning.current = false
      setPending(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        // In React it stands inside the form that it asks about.
        event.stopPropagation()
        confirm()
      }}
    >
      <Stack>
        {typeof children === 'string' ? <Text>{children}</Text> : children}
        {typed !== undefined && (
          <TextInput
            label={t.ui.typeToConfirm(typed)}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        <ErrorNotice error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus={typed === undefined || undefined}>
            {refusal}
          </Button>
          {other && (
            <Button variant="default" onClick={() => other.onChoose()}>
              {other.action}
            </Button>
          )}
          <Button
            type="submit"
            {...(danger && { color: 'red' })}
            loading={isPending}
            disabled={typed !== undefined && name.trim() !== typed}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
