import { unwrap } from '@latchkey/sdk'
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { type SalesSearch, salesQuery } from './search.ts'

/** Milliseconds that a file of many thousand sales may take. */
const PATIENCE = 180_000

/** Downloads all sales that match as one file, which a spreadsheet opens. */
export function useExport(search: SalesSearch) {
  const { name, path } = useHandle()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      unwrap(
        latchkey.checkout.listSales({
          path,
          query: salesQuery(search),
          accept: 'text/csv',
          timeout: PATIENCE,
        }),
      ),
    onSuccess: (csv) => download(csv, `${name}-sales.csv`),
  })
  return {
    button: (
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        loading={isPending}
        onClick={() => mutate()}
        title={t.sales.exportHint}
      >
        {t.sales.export}
      </Button>
    ),
    notice: <ErrorNotice error={error} onRetry={() => mutate()} />,
  }
}

function download(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), PATIENCE)
}
