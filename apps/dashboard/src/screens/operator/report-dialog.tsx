import type { Data } from '@latchkey/sdk'
import { keys } from '@latchkey/sdk/react-query'
import { Anchor, Button, Code, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { latchkey, queryClient } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { Details } from '../../ui/details.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useWrite } from '../../ui/write.ts'

type Report = Data<'listReports'>['items'][number]
type ContentReport = Data<'listContentReports'>['items'][number]
type Update =
  | { readonly state: 'CLAIMED' | 'OPEN' }
  | { readonly state: 'RESOLVED'; readonly resolution: string }

const onSuccess = () => queryClient.invalidateQueries({ queryKey: keys.area(latchkey, 'support') })

const Dialog = (props: { title: string; opened: boolean; onClose: () => void; children: ReactNode }) => (
  <Modal {...props} size="lg" />
)

/** A problem, and what to do about it. */
export function ReportDialog({ report, onClose }: { report: Report | null; onClose: () => void }) {
  const update = useWrite(latchkey.support.updateReport, { onSuccess })
  const escalate = useWrite(latchkey.support.escalateReport, { onSuccess })
  return (
    <Dialog title={report?.summary ?? ''} opened={report !== null} onClose={onClose}>
      {report && (
        <Stack>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{report.details}</Text>
          <Fact name={t.operator.handle} value={report.handle} />
          <Fact name={t.operator.request} value={report.requestId} />
          <Fact name={t.operator.session} value={report.sessionId} />
          <Fact name={t.operator.artifact} value={report.reproArtifact} />
          <Fact name={t.operator.escalation} value={report.escalationReason} />
          {report.requests.length > 0 && (
            <Details label={t.operator.requests}>
              {report.requests.map(({ at, operation, status, error }) => (
                <Code key={`${at} ${operation}`} block>
                  {t.operator.requestLine(operation, status, error)}
                </Code>
              ))}
            </Details>
          )}
          <Handling
            key={report.id}
            item={report}
            isPending={update.isPending || escalate.isPending}
            error={update.error ?? escalate.error}
            onUpdate={(body) => update.mutate({ path: { reportId: report.id }, body })}
            onEscalate={
              report.escalated
                ? undefined
                : (reason) => escalate.mutate({ body: { reportId: report.id, reason } })
            }
          />
        </Stack>
      )}
    </Dialog>
  )
}

/** Abuse of a page, and what to do about it. */
export function ContentReportDialog({
  report,
  onClose,
}: {
  report: ContentReport | null
  onClose: () => void
}) {
  const update = useWrite(latchkey.support.updateContentReport, { onSuccess })
  return (
    <Dialog
      title={report ? (t.operator.categories[report.category] ?? report.category) : ''}
      opened={report !== null}
      onClose={onClose}
    >
      {report && (
        <Stack>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{report.details}</Text>
          <Fact
            name={t.operator.handle}
            value={report.pageSlug ? `${report.handle}/${report.pageSlug}` : report.handle}
          />
          <Handling
            key={report.id}
            item={report}
            isPending={update.isPending}
            error={update.error}
            onUpdate={(body) => update.mutate({ path: { reportId: report.id }, body })}
          />
        </Stack>
      )}
    </Dialog>
  )
}

const Fact = ({ name, value }: { name: string; value: string | null }) =>
  value && (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <b>{name}</b>{' '}
      {/^https?:\/\//.test(value) ? (
        <Anchor href={value} target="_blank" rel="noreferrer nofollow">
          {value}
        </Anchor>
      ) : (
        value
      )}
    </Text>
  )

interface HandlingProps {
  readonly item: Pick<Report, 'state' | 'claimedBy' | 'resolution'>
  readonly isPending: boolean
  readonly error: unknown
  readonly onUpdate: (update: Update) => void
  readonly onEscalate?: ((reason: string) => void) | undefined
}

function Handling({
  item: { state, claimedBy, resolution },
  isPending,
  error,
  onUpdate,
  onEscalate,
}: HandlingProps) {
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  return (
    <Stack>
      <Fact name={t.operator.claimedBy} value={claimedBy} />
      <Fact name={t.operator.resolution} value={resolution} />
      {state !== 'RESOLVED' && (
        <>
          <Textarea
            label={t.operator.resolveHint}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={2}
          />
          <Group gap="sm">
            <Button
              disabled={text.trim() === '' || isPending}
              onClick={() => onUpdate({ state: 'RESOLVED', resolution: text })}
            >
              {t.operator.resolve}
            </Button>
            <Button
              variant="default"
              disabled={isPending}
              onClick={() => onUpdate({ state: state === 'OPEN' ? 'CLAIMED' : 'OPEN' })}
            >
              {state === 'OPEN' ? t.operator.claim : t.operator.release}
            </Button>
          </Group>
          {onEscalate && (
            <>
              <Textarea
                label={t.operator.escalation}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
                autosize
              />
              <Group>
                <Button
                  variant="default"
                  disabled={reason.trim() === '' || isPending}
                  onClick={() => onEscalate(reason)}
                >
                  {t.operator.escalate}
                </Button>
              </Group>
            </>
          )}
        </>
      )}
      <ErrorNotice error={error} />
    </Stack>
  )
}
