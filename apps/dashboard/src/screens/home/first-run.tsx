import { Anchor, Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronRight, IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useHandle } from '../../app/handles.ts'
import { t } from '../../text/text.ts'
import { type Step, useSteps } from './steps.ts'

/**
 * The way to the first sale: what is done, what is left, and where to do it. It is gone once all is done; until then it
 * can be hidden, in this browser, and brought back.
 */
export function FirstRun() {
  const { id } = useHandle()
  const { steps, share } = useSteps()
  const key = `latchkey steps hidden ${id}`
  const [isHidden, setHidden] = useState(() => localStorage.getItem(key) !== null)
  if (!steps || steps.every(({ isDone }) => isDone)) return null

  const hide = (hidden: boolean) => {
    if (hidden) localStorage.setItem(key, '1')
    else localStorage.removeItem(key)
    setHidden(hidden)
  }
  if (isHidden)
    return (
      <Anchor component="button" type="button" ta="start" onClick={() => hide(false)}>
        {t.home.show}
      </Anchor>
    )
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <section className="card" aria-labelledby="first-run">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="first-run">
          {t.home.start}
        </Title>
        <Text size="sm" c="dimmed">
          {t.home.left(done, steps.length)}
        </Text>
      </Group>
      <Progress value={(100 * done) / steps.length} size="sm" mb="md" aria-label={t.home.start} />
      <Stack gap={0} component="ol" className="plain">
        {steps.map((step) => (
          <li key={step.name}>
            <StepLine step={step} onShare={share} />
          </li>
        ))}
      </Stack>
      <Button variant="subtle" color="gray" size="xs" mt="sm" onClick={() => hide(true)}>
        {t.home.hide}
      </Button>
    </section>
  )
}

function StepLine({ step, onShare }: { step: Step; onShare: () => void }) {
  const { name, isDone, isNext, path, link, whoElse } = step
  const { title, hint } = t.home.steps[name]
  const isLater = name === 'share' && link === undefined
  const words = (
    <span className="grow">
      <Text span fw={isNext ? 600 : 400} display="block" {...(isDone && { c: 'dimmed' })}>
        {title}
        {isDone && <span className="heard">{`: ${t.home.done}`}</span>}
      </Text>
      {!isDone && (
        <Text span size="sm" c="dimmed">
          {whoElse ?? (isLater ? t.home.steps.share.later : hint)}
        </Text>
      )}
    </span>
  )
  const mark = isDone ? (
    <IconCircleCheckFilled size={22} color="var(--mantine-color-anchor)" aria-hidden />
  ) : (
    <IconCircle size={22} color="var(--mantine-color-dimmed)" aria-hidden />
  )
  if (isDone || whoElse || (path === undefined && link === undefined))
    return (
      <div className="step">
        {mark}
        {words}
      </div>
    )
  if (path === undefined)
    return (
      <div className="step">
        {mark}
        {words}
        <Button
          size="xs"
          variant="default"
          onClick={async () => {
            await navigator.clipboard.writeText(link ?? '')
            notifications.show({ message: t.home.linkCopied })
            onShare()
          }}
        >
          {t.home.copyLink}
        </Button>
      </div>
    )
  return (
    <Link to={path} className="step">
      {mark}
      {words}
      <IconChevronRight size={18} aria-hidden />
    </Link>
  )
}
