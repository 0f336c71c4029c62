import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Group, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Conflict, isConflict } from '../../ui/conflict.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { type Tagged, withTag } from '../../ui/tagged.ts'
import { Unsaved } from '../../ui/unsaved.tsx'
import { useWrite } from '../../ui/write.ts'
import { bodyOf, Fields, fields, valuesOf } from './fields.tsx'

type Read = Tagged<Data<'getGroupBuy'>>

const labels = {
  title: t.groupBuys.name,
  description: t.groupBuys.description,
  targetQuantity: t.groupBuys.target,
  deadline: t.groupBuys.deadline,
  linkedPageSlug: t.groupBuys.page,
}

interface EditFormProps {
  readonly read: Read
  readonly path: { readonly handle: string; readonly groupBuySlug: string }
}

export function EditForm({ read, path }: EditFormProps) {
  const navigate = useNavigate()
  // What the form began with: theirs, once they were taken.
  const [base, setBase] = useState(read)
  const [values, setValues] = useState(valuesOf(read.value))
  const [theirs, setTheirs] = useState<Read | null>(null)
  const toGroupBuy = {
    to: '/h/$handle/group-buys/$slug',
    params: { handle: path.handle, slug: path.groupBuySlug },
  } as const

  const update = useWrite(latchkey.groupBuys.updateGroupBuy, {
    async onSuccess() {
      queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'groupBuys') })
      await navigate({ ...toGroupBuy, ignoreBlocker: true })
    },
    async onError(error) {
      if (!isConflict(error)) return
      const current = await withTag(latchkey.groupBuys.getGroupBuy({ path })).catch(() => null)
      if (!current) return
      // Somebody has joined meanwhile, which is no other text.
      if (JSON.stringify(valuesOf(current.value)) === JSON.stringify(valuesOf(base.value))) save(current.etag)
      else setTheirs(current)
    },
  })
  const save = (etag: string) =>
    update.mutate({ path, header: { 'If-Match': etag }, body: bodyOf(values, base.value.deadline) })
  const { at, rest } = placed(update.error, fields, {
    page_not_found: 'linkedPageSlug',
    page_not_paid: 'linkedPageSlug',
  })
  const others = theirs && valuesOf(theirs.value)
  const isDirty = JSON.stringify(values) !== JSON.stringify(valuesOf(base.value))

  return (
    <Form
      className="card narrow"
      error={theirs ? null : update.error}
      onSubmit={() => save((theirs ?? base).etag)}
    >
      <Unsaved when={isDirty && !update.isSuccess} />
      <Stack>
        <Fields values={values} onChange={setValues} at={at} />
        {theirs && others ? (
          <Conflict
            differences={fields
              .filter((field) => String(values[field] ?? '') !== String(others[field] ?? ''))
              .map((field) => ({
                label: labels[field],
                theirs: String(others[field] ?? ''),
                mine: String(values[field] ?? ''),
              }))}
            isPending={update.isPending}
            onKeep={() => save(theirs.etag)}
            onTake={() => {
              setBase(theirs)
              setValues(others)
              setTheirs(null)
              update.reset()
            }}
          />
        ) : (
          <ErrorNotice error={rest} />
        )}
        <Group>
          {!theirs && (
            <Button type="submit" loading={update.isPending}>
              {t.groupBuys.save}
            </Button>
          )}
          <Button variant="default" onClick={() => navigate(toGroupBuy)}>
            {t.ui.cancel}
          </Button>
        </Group>
      </Stack>
    </Form>
  )
}
