import { REQUEST_RECORD_DAYS } from 'virtual:contract'
import { Alert, Button, Code, Group, List, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Form, placed } from '../../ui/form.tsx'
import { Screen } from '../../ui/screen.tsx'
import { useWrite } from '../../ui/write.ts'

const fields = ['summary', 'details', 'requestId', 'reproArtifact'] as const

export function Support() {
  const { name: handle } = useHandle()
  const { requestId, dispute } = useSearch({ from: '/signed-in/h/$handle/support' })
  const blank = { summary: '', details: '', requestId: '', reproArtifact: '' }
  const [values, setValues] = useState({
    ...blank,
    requestId: requestId ?? '',
    summary: dispute ? t.support.evidenceFor(dispute) : '',
  })
  const report = useWrite(latchkey.support.reportProblem)
  const { at, rest } = placed(report.error, fields)
  const field = (name: (typeof fields)[number]) => ({
    value: values[name],
    error: at(name),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((before) => ({ ...before, [name]: value }))
    },
  })
  const send = () => {
    const about = values.requestId.trim()
    const link = values.reproArtifact.trim()
    report.mutate({
      body: {
        summary: values.summary,
        details: values.details,
        handle,
        ...(about && { requestId: about }),
        ...(link && { reproArtifact: link }),
      },
    })
  }

  if (report.data) {
    const { reportId, requestKept } = report.data
    return (
      <Screen title={t.support.title}>
        <Alert role="status" color="brass" variant="light" title={t.support.sent}>
          <Stack gap="sm" align="flex-start">
            <Text size="sm">
              {t.support.number}: <Code>{reportId}</Code>
            </Text>
            <Text size="sm">{t.support.numberHint}</Text>
            {requestKept === false && <Text size="sm">{t.support.requestMissing}</Text>}
            <Group gap="sm">
              <CopyButton label={t.support.number} value={reportId} />
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setValues(blank)
                  report.reset()
                }}
              >
                {t.support.another}
              </Button>
            </Group>
          </Stack>
        </Alert>
      </Screen>
    )
  }
  return (
    <Screen title={t.support.title} hint={t.support.hint}>
      <Form className="card narrow" error={report.error} onSubmit={send}>
        <Stack>
          <Stack gap="xs">
            <Title order={2} size="h4">
              {t.support.include}
            </Title>
            <List size="sm" spacing={4} c="dimmed">
              {t.support.tips.map((tip) => (
                <List.Item key={tip}>{tip}</List.Item>
              ))}
            </List>
          </Stack>
          <TextInput label={t.support.summary} {...field('summary')} required />
          <Textarea label={t.support.details} {...field('details')} autosize minRows={5} required />
          <TextInput
            label={t.support.requestId}
            description={t.support.requestIdHint(REQUEST_RECORD_DAYS)}
            {...field('requestId')}
            spellCheck={false}
          />
          <TextInput label={t.support.link} {...field('reproArtifact')} type="url" />
          <ErrorNotice error={rest} />
          <Group>
            <Button type="submit" loading={report.isPending}>
              {t.support.send}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Screen>
  )
}
