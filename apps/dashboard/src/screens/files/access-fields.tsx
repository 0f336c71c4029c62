import { MAX_FILE_READERS } from 'virtual:contract'
import type { Data } from '@latchkey/sdk'
import { Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { t } from '../../text/text.ts'
import { fromInput, toInput } from '../../ui/moment-input.ts'
import { addressesIn } from './size.ts'

/** Who may download a file until when, as a form holds it. */
export interface Access {
  readonly accessMode: 'PUBLIC' | 'EMAIL_ALLOWLIST'
  readonly emails: string
  readonly until: string
}

export const accessFields = ['accessMode', 'allowedEmails', 'expiresAt'] as const

export const forEveryone: Access = { accessMode: 'PUBLIC', emails: '', until: '' }

export const accessOf = ({ accessMode, allowedEmails, expiresAt }: Data<'getFile'>): Access => ({
  accessMode,
  emails: allowedEmails.join('\n'),
  until: toInput(expiresAt),
})

/** What is sent. A time that nobody touched goes back to the second. */
export const accessBody = ({ accessMode, emails, until }: Access, untilBefore: string | null = null) => ({
  accessMode,
  allowedEmails: accessMode === 'PUBLIC' ? [] : addressesIn(emails),
  expiresAt: until === toInput(untilBefore) ? untilBefore : fromInput(until),
})

interface AccessFieldsProps {
  readonly access: Access
  readonly onChange: (access: Access) => void
  readonly at: (field: (typeof accessFields)[number]) => string | undefined
}

export const AccessFields = ({ access, onChange, at }: AccessFieldsProps) => (
  <>
    <Radio.Group
      label={t.files.who}
      value={access.accessMode}
      onChange={(accessMode) => onChange({ ...access, accessMode: accessMode as Access['accessMode'] })}
      error={at('accessMode')}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="PUBLIC" label={t.files.everyone} description={t.files.everyoneHint} />
        <Radio value="EMAIL_ALLOWLIST" label={t.files.listed} description={t.files.listedHint} />
      </Stack>
    </Radio.Group>
    {access.accessMode === 'EMAIL_ALLOWLIST' && (
      <Textarea
        label={t.files.emails}
        description={t.files.emailsHint(MAX_FILE_READERS)}
        autosize
        minRows={3}
        maxRows={10}
        value={access.emails}
        onChange={(event) => onChange({ ...access, emails: event.currentTarget.value })}
        error={at('allowedEmails')}
        spellCheck={false}
        required
      />
    )}
    <TextInput
      type="datetime-local"
      label={t.files.expiry}
      description={t.files.expiryHint}
      styles={{ wrapper: { maxWidth: 300 } }}
      value={access.until}
      onChange={(event) => onChange({ ...access, until: event.currentTarget.value })}
      error={at('expiresAt')}
    />
  </>
)
