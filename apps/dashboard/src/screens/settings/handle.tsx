import { Text } from '@mantine/core'
import { useHandle } from '../../app/handles.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { Screen } from '../../ui/screen.tsx'
import { DeleteHandle } from './delete-handle.tsx'
import { Rename } from './rename.tsx'
import { Transfer } from './transfer.tsx'

export function HandleSettings() {
  const { name } = useHandle()
  const may = useMay()
  return (
    <Screen title={t.settings.handle} hint={t.settings.handleHint}>
      {may('renameHandle') && may('transferHandle') && may('withdrawTransfer') && may('deleteHandle') ? (
        <>
          <Rename key={name} handle={name} />
          <Transfer handle={name} />
          <DeleteHandle handle={name} />
        </>
      ) : (
        <Text c="dimmed">{t.ui.needsRole('OWNER')}</Text>
      )}
    </Screen>
  )
}
