import { Button, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { IconFilterOff, IconSearch } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import { t } from '../../text/text.ts'
import { useOwnPages } from './own-pages.ts'
import { type SalesSearch, saleStatuses } from './search.ts'

interface FiltersProps {
  readonly search: SalesSearch
  readonly onChange: (search: SalesSearch) => void
}

/** What narrows the list. What is chosen counts at once, an address when it is all there. */
export function Filters({ search, onChange }: FiltersProps) {
  const pages = useOwnPages()
  const change = (name: keyof SalesSearch) => (value: string) => {
    const { [name]: _, ...others } = search
    onChange(value === '' ? others : { ...others, [name]: value })
  }
  const select = (name: keyof SalesSearch) => ({
    value: search[name] ?? '',
    onChange: ({ currentTarget }: { currentTarget: HTMLSelectElement }) => change(name)(currentTarget.value),
  })
  const day = (name: 'from' | 'to') => ({
    type: 'date',
    value: search[name] ?? '',
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => change(name)(currentTarget.value),
  })
  const currencies = withChosen(
    [...new Set(pages.flatMap(({ price }) => price?.currency ?? []))].map((value) => ({
      value,
      label: value.toUpperCase(),
    })),
    search.currency,
  )
  const slugs = withChosen(
    pages.map(({ slug, title }) => ({ value: slug, label: title })),
    search.page,
  )
  return (
    <search aria-label={t.sales.filters}>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm" verticalSpacing="xs">
        <Email value={search.email ?? ''} onChange={change('email')} />
        <NativeSelect
          label={t.sales.page}
          data={[{ value: '', label: t.sales.anyPage }, ...slugs]}
          {...select('page')}
        />
        <NativeSelect
          label={t.sales.status}
          data={[
            { value: '', label: t.sales.anyStatus },
            ...saleStatuses.map((value) => ({ value, label: t.sales.statuses[value] ?? value })),
          ]}
          {...select('status')}
        />
        <NativeSelect
          label={t.sales.currency}
          data={[{ value: '', label: t.sales.anyCurrency }, ...currencies]}
          {...select('currency')}
        />
        <TextInput label={t.sales.from} max={search.to} {...day('from')} />
        <TextInput label={t.sales.to} min={search.from} {...day('to')} />
      </SimpleGrid>
      {Object.keys(search).length > 0 && (
        <Group mt="sm">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFilterOff size={14} />}
            onClick={() => onChange({})}
          >
            {t.sales.clear}
          </Button>
        </Group>
      )}
    </search>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** What a link asks for can be chosen, whether or not it is there. */
const withChosen = (choices: Choice[], chosen: string | undefined): Choice[] =>
  chosen === undefined || choices.some(({ value }) => value === chosen)
    ? choices
    : [{ value: chosen, label: chosen }, ...choices]

interface EmailProps {
  readonly value: string
  readonly onChange: (email: string) => void
}

function Email({ value, onChange }: EmailProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange(typed.trim())
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        type="email"
        label={t.sales.fullEmail}
        placeholder={t.sales.emailHint}
        autoComplete="off"
        rightSection={<IconSearch size={16} aria-hidden="true" />}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={({ currentTarget }) => {
          if (currentTarget.validity.valid && typed.trim() !== value) onChange(typed.trim())
        }}
      />
    </form>
  )
}
