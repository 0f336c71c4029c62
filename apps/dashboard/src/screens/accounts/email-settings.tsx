import { infiniteQueryOptions, keys } from '@latchkey/sdk/react-query'
import { Checkbox, Group, Skeleton, Stack } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ShowMore } from '../../ui/more.tsx'
import { Section } from '../../ui/section.tsx'
import { useWrite } from '../../ui/write.ts'

const kinds = ['sales', 'refunds', 'disputes'] as const
type Settings = { readonly handle: string } & Readonly<Record<(typeof kinds)[number], boolean>>

/** Which emails the account gets about the handles it works on. */
export function EmailSettings() {
  const list = useInfiniteQuery(infiniteQueryOptions(latchkey.accounts.getNotifications))
  const items = list.data?.pages.flatMap((page) => page.items)
  return (
    <Section
      title={t.accounts.emails}
      hint={items?.length === 0 ? t.accounts.noEmails : t.accounts.emailsHint}
    >
      <ErrorNotice error={list.error} onRetry={list.refetch} />
      {list.isPending && <Skeleton h={56} />}
      <Stack gap="sm" component="ul" className="plain lines">
        {items?.map((settings) => (
          <li key={settings.handle}>
            <OfHandle settings={settings} />
          </li>
        ))}
      </Stack>
      <ShowMore list={list} />
    </Section>
  )
}

/** A box is what it shows at once; one that could not be saved goes back, and says why. */
function OfHandle({ settings }: { settings: Settings }) {
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<Settings | null>(null)
  const save = useWrite(latchkey.accounts.updateNotifications, {
    async onSettled() {
      await queries.invalidateQueries({ queryKey: keys.operation(latchkey.accounts.getNotifications) })
      setWanted(null)
    },
  })
  const shown = wanted ?? settings
  const set = (change: Partial<Settings>) => {
    const { handle, sales, refunds, disputes } = { ...shown, ...change }
    setWanted({ handle, sales, refunds, disputes })
    save.mutate({ body: { items: [{ handle, sales, refunds, disputes }] } })
  }
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={settings.handle}
        value={kinds.filter((kind) => shown[kind])}
        onChange={(value) =>
          set(Object.fromEntries(kinds.map((kind) => [kind, value.includes(kind)])) as Partial<Settings>)
        }
      >
        <Group mt="xs">
          {kinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t.accounts[kind]} disabled={save.isPending} />
          ))}
        </Group>
      </Checkbox.Group>
      <ErrorNotice error={save.error} />
    </Stack>
  )
}
