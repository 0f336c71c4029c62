import { LatchkeyError } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
import { slugOf } from '../../ui/slug.ts'
import { Unsaved } from '../../ui/unsaved.tsx'
import { useWrite } from '../../ui/write.ts'
import { bodyOf, emptyValues, Fields, fields } from './fields.tsx'

export function NewGroupBuy() {
  const { name, path } = useHandle()
  const navigate = useNavigate()
  const [values, setValues] = useState(emptyValues)
  const [typedSlug, setSlug] = useState<string | null>(null)
  const slug = typedSlug ?? slugOf(values.title)
  const create = useWrite(latchkey.groupBuys.createGroupBuy, {
    async onSuccess({ slug: created }) {
      queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'groupBuys') })
      await navigate({
        to: '/h/$handle/group-buys/$slug',
        params: { handle: name, slug: created },
        ignoreBlocker: true,
      })
    },
  })
  const { at, rest } = placed(create.error, ['slug', ...fields], {
    slug_taken: 'slug',
    page_not_found: 'linkedPageSlug',
    page_not_paid: 'linkedPageSlug',
  })
  // What was wrong with the title was wrong with the name made of it.
  const change = (changed: typeof values) => {
    if (changed.title !== values.title && create.isError) create.reset()
    setValues(changed)
  }
  const isTaken = LatchkeyError.is(create.error) && create.error.code === 'slug_taken'
  return (
    <Screen
      back={
        <Back to="/h/$handle/group-buys" params={{ handle: name }}>
          {t.groupBuys.back}
        </Back>
      }
      title={t.groupBuys.create}
      hint={t.groupBuys.hint}
    >
      <Unsaved when={values !== emptyValues && !create.isSuccess} />
      <Form
        className="card narrow"
        error={create.error}
        onSubmit={() => create.mutate({ path, body: { slug, ...bodyOf(values) } })}
      >
        <Stack>
          <Fields values={values} onChange={change} at={at} />
          <TextInput
            label={t.groupBuys.slug}
            description={t.groupBuys.slugHint}
            value={slug}
            onChange={(event) => setSlug(event.currentTarget.value)}
            error={isTaken ? at('slug') : at('slug') && t.groupBuys.slugWrong}
            autoCapitalize="off"
            spellCheck={false}
            required
          />
          <ErrorNotice error={rest} />
          <Group>
            <Button type="submit" loading={create.isPending}>
              {t.groupBuys.createDraft}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Screen>
  )
}
