import { MAX_ALLOWED_ORIGINS } from 'virtual:contract'
import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Button, Fieldset, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { useMay } from '../../app/may.ts'
import { t } from '../../text/text.ts'
import { Conflict, isConflict } from '../../ui/conflict.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { type Tagged, withTag } from '../../ui/tagged.ts'
import { Unsaved } from '../../ui/unsaved.tsx'
import { useWrite } from '../../ui/write.ts'
import { bodyOf, fields, type Values, valuesOf } from './profile-values.ts'
import { SupportEmail } from './support-email.tsx'

type Read = Tagged<Data<'getHandleProfile'>>

const labels: Readonly<Record<keyof Values, string>> = {
  displayName: t.settings.displayName,
  supportEmail: t.settings.supportEmail,
  termsUrl: t.settings.termsUrl,
  privacyUrl: t.settings.privacyUrl,
  refundPolicyUrl: t.settings.refundPolicyUrl,
  allowedOrigins: t.settings.origins,
  pageUrlTemplate: t.settings.pageUrlTemplate,
}

interface ProfileFormProps {
  readonly read: Read
  readonly path: { readonly handle: string }
  /** What of it is on the screen: what buyers see, or what a front end of one's own needs. */
  readonly part: 'profile' | 'frontEnd'
}

/** The API takes the profile as a whole, so what is on another screen is sent as it was read. */
export function ProfileForm({ read, path, part }: ProfileFormProps) {
  const [base, setBase] = useState(read)
  const [values, setValues] = useState(valuesOf(read.value))
  const [theirs, setTheirs] = useState<Read | null>(null)
  const isAllowed = useMay()('updateHandleProfile')

  const begin = (from: Read) => {
    setBase(from)
    setValues(valuesOf(from.value))
    setTheirs(null)
  }
  const current = () => withTag(latchkey.handles.getHandleProfile({ path }))
  const update = useWrite(latchkey.handles.updateHandleProfile, {
    async onSuccess() {
      queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'handles') })
      begin(await current())
      notifications.show({ message: t.settings.saved })
    },
    async onError(error) {
      if (isConflict(error)) setTheirs(await current().catch(() => null))
    },
  })
  const save = ({ etag }: Read) => update.mutate({ path, header: { 'If-Match': etag }, body: bodyOf(values) })
  const { at, rest } = placed(update.error, fields)
  const isDirty = JSON.stringify(values) !== JSON.stringify(valuesOf(base.value))
  const others = theirs && valuesOf(theirs.value)
  const field = (name: keyof Values) => ({
    label: labels[name],
    value: values[name],
    error: at(name),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((before) => ({ ...before, [name]: value }))
    },
  })

  return (
    <Form error={update.error} onSubmit={() => save(theirs ?? base)}>
      <Unsaved when={isDirty} />
      <Fieldset variant="unstyled" m={0} p={0} disabled={!isAllowed}>
        <Stack className="narrow" gap="lg">
          {part === 'profile' ? (
            <>
              <Stack className="card">
                <TextInput {...field('displayName')} description={t.settings.displayNameHint} required />
                <TextInput
                  {...field('supportEmail')}
                  type="email"
                  description={t.settings.supportEmailHint}
                  autoComplete="off"
                />
                <SupportEmail read={base} path={path} onSent={begin} />
              </Stack>
              <Stack className="card">
                <Title order={2} size="h4">
                  {t.settings.policies}
                </Title>
                <TextInput {...field('termsUrl')} type="url" placeholder={t.settings.urlHint} />
                <TextInput {...field('privacyUrl')} type="url" placeholder={t.settings.urlHint} />
                <TextInput {...field('refundPolicyUrl')} type="url" placeholder={t.settings.urlHint} />
              </Stack>
            </>
          ) : (
            <Stack className="card">
              <Textarea
                {...field('allowedOrigins')}
                description={t.settings.originsHint(MAX_ALLOWED_ORIGINS)}
                autosize
                minRows={2}
                spellCheck={false}
              />
              <TextInput
                {...field('pageUrlTemplate')}
                description={t.settings.pageUrlTemplateHint}
                spellCheck={false}
              />
            </Stack>
          )}
          {theirs && others ? (
            <Conflict
              differences={fields
                .filter((name) => values[name] !== others[name])
                .map((name) => ({ label: labels[name], theirs: others[name], mine: values[name] }))}
              isPending={update.isPending}
              onKeep={() => save(theirs)}
              onTake={() => {
                begin(theirs)
                update.reset()
              }}
            />
          ) : (
            <ErrorNotice error={rest} />
          )}
          {!theirs && isAllowed && (
            <Group>
              <Button type="submit" loading={update.isPending} disabled={!isDirty}>
                {t.settings.save}
              </Button>
            </Group>
          )}
          {!isAllowed && <Text c="dimmed">{t.ui.needsRole('OPERATOR')}</Text>}
        </Stack>
      </Fieldset>
    </Form>
  )
}
