import { keys } from '@latchkey/sdk/react-query'
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Back } from '../../ui/back.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
import { slugOf } from '../../ui/slug.ts'
import { useWrite } from '../../ui/write.ts'

const SLUG = /^[a-z0-9](-?[a-z0-9]){0,79}$/

/** Makes a draft, from a title and an address. */
export function NewPage() {
  const { name, path } = useHandle()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [title, setTitle] = useState('')
  const [ownSlug, setOwnSlug] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const slug = ownSlug ?? slugOf(title)
  const create = useWrite(latchkey.pages.createPage, {
    onSuccess: async (page) => {
      await queryClient.invalidateQueries({ queryKey: keys.operation(latchkey.pages.listPages) })
      await navigate({
        to: '/h/$handle/pages/$pageSlug',
        params: { handle: name, pageSlug: page.slug },
        replace: true,
      })
    },
  })
  const wrong = placed(create.error, ['title', 'slug'], { slug_taken: 'slug' })
  const titleError = isTried && title.trim() === '' ? t.pages.titleMissing : wrong.at('title')
  const slugError = isTried && !SLUG.test(slug) ? t.pages.slugProblem : wrong.at('slug')
  return (
    <Screen
      back={
        <Back to="/h/$handle/pages" params={{ handle: name }}>
          {t.pages.back}
        </Back>
      }
      title={t.pages.newPage}
      hint={t.pages.createHint}
    >
      <Form
        className="card narrow"
        error={create.error ?? (isTried && (titleError || slugError))}
        onSubmit={() => {
          setTried(true)
          if (title.trim() === '' || !SLUG.test(slug) || create.isPending) return
          create.mutate({ path, body: { title, slug, accessMode: 'PUBLIC' } })
        }}
      >
        <Stack>
          <TextInput
            label={t.pages.titleField}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={titleError}
            maxLength={200}
            size="md"
            autoComplete="off"
            required
            withAsterisk={false}
          />
          <TextInput
            label={t.pages.slugField}
            description={t.pages.slugHint}
            value={slug}
            onChange={(event) => setOwnSlug(event.currentTarget.value.toLowerCase())}
            error={slugError}
            leftSection="/"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            required
            withAsterisk={false}
          />
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {addressOf(name, slug)}
          </Text>
          <ErrorNotice error={wrong.rest} />
          <Group>
            <Button type="submit" loading={create.isPending}>
              {t.pages.create}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Screen>
  )
}

/** The dashboard stands beside the hosts of handles. */
const addressOf = (handle: string, slug: string) => `${location.host.replace(/^app\./, `${handle}.`)}/${slug}`
