import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { deleteDrafts, hasDrafts } from '../drafts/drafts.ts'
import { t } from '../text/text.ts'
import { signOut } from './sign-out.ts'

/** `start` signs out, and asks first if that deletes drafts: by `question`, which is to be shown. */
export function useSignOut() {
  const [isAsking, setAsking] = useState(false)
  const start = async () => {
    if (await hasDrafts()) setAsking(true)
    else await signOut()
  }
  const question = (
    <Modal opened={isAsking} onClose={() => setAsking(false)} title={t.session.drafts}>
      <Stack>
        <Text>{t.session.draftsHint}</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t.session.stay}
          </Button>
          <Button
            color="red"
            onClick={async () => {
              await deleteDrafts()
              await signOut()
            }}
          >
            {t.session.deleteDrafts}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
  return { start, question }
}
