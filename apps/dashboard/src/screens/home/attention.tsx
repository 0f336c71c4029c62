import { Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconChevronRight, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useHandle } from '../../app/handles.ts'
import { t } from '../../text/text.ts'
import { formatDay } from '../../ui/when.tsx'
import { mendedAt } from './places.ts'

interface Item {
  readonly kind: string
  readonly count: number
  readonly dueBy: string | null
}

const textOf = ({ kind, count, dueBy }: Item): string => {
  const texts: Readonly<Record<string, ((count: number) => string) | undefined>> = t.home.kinds
  const text = texts[kind]?.(count) ?? t.home.other
  return dueBy === null ? text : `${text}, ${t.home.due(formatDay(dueBy))}`
}

/** What somebody has to look at; each leads to where it is mended, if there is something to do. */
export function Attention({ items }: { items: readonly Item[] }) {
  const { name } = useHandle()
  return (
    <section className="card" aria-labelledby="attention">
      <Title order={2} size="h4" id="attention" mb="sm">
        {t.home.attention}
      </Title>
      {items.length === 0 && (
        <Group gap="xs" wrap="nowrap" c="dimmed">
          <IconCircleCheck size={20} aria-hidden />
          <Text>{t.home.nothing}</Text>
        </Group>
      )}
      <Stack gap={0} component="ul" className="plain">
        {items.map((item) => {
          const place = mendedAt[item.kind]
          if (!place)
            return (
              <li key={item.kind} className="step">
                <IconInfoCircle size={20} color="var(--mantine-color-dimmed)" aria-hidden />
                <Text span className="grow">
                  {textOf(item)}
                </Text>
              </li>
            )
          const to: string = `/h/${name}/${place.path}`
          return (
            <li key={item.kind}>
              <Link to={to} search={{ ...place.search }} className="step">
                <IconAlertTriangle size={20} color="var(--mantine-color-error)" aria-hidden />
                <Text span className="grow">
                  {textOf(item)}
                </Text>
                <IconChevronRight size={18} aria-hidden />
              </Link>
            </li>
          )
        })}
      </Stack>
    </section>
  )
}
