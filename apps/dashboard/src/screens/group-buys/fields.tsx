import type { Data } from '@latchkey/sdk'
import { queryOptions } from '@latchkey/sdk/react-query'
import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useHandle } from '../../app/handles.ts'
import { latchkey } from '../../app/latchkey.ts'
import { t } from '../../text/text.ts'
import { fromInput, toInput } from '../../ui/moment-input.ts'

/** What a creator writes of a group buy, as a form holds it. */
export interface Values {
  readonly title: string
  readonly description: string
  readonly targetQuantity: number | string
  readonly deadline: string
  readonly linkedPageSlug: string | null
}

export const fields = ['title', 'description', 'targetQuantity', 'deadline', 'linkedPageSlug'] as const
type Field = (typeof fields)[number]

export const emptyValues: Values = {
  title: '',
  description: '',
  targetQuantity: 10,
  deadline: '',
  linkedPageSlug: null,
}

export const valuesOf = (one: Data<'getGroupBuy'>): Values => ({
  title: one.title,
  description: one.description,
  targetQuantity: one.targetQuantity,
  deadline: toInput(one.deadline),
  linkedPageSlug: one.linkedPageSlug,
})

/** What is sent. A deadline that nobody touched goes back to the second. */
export const bodyOf = (values: Values, deadlineBefore: string | null = null) => ({
  title: values.title,
  description: values.description,
  targetQuantity: Number(values.targetQuantity),
  deadline: values.deadline === toInput(deadlineBefore) ? deadlineBefore : fromInput(values.deadline),
  linkedPageSlug: values.linkedPageSlug,
})

interface FieldsProps {
  readonly values: Values
  readonly onChange: (values: Values) => void
  readonly at: (field: Field) => string | undefined
}

export function Fields({ values, onChange, at }: FieldsProps) {
  const { path } = useHandle()
  const pages = useQuery(queryOptions(latchkey.pages.listPages, { path, query: { limit: 100 } }))
  const paid = pages.data?.items.filter(({ accessMode }) => accessMode === 'PAID') ?? []
  const choices = paid.map(({ slug, title }) => ({ value: slug, label: title }))
  const { linkedPageSlug } = values
  if (linkedPageSlug && !choices.some(({ value }) => value === linkedPageSlug)) {
    choices.unshift({ value: linkedPageSlug, label: linkedPageSlug })
  }
  const set = (change: Partial<Values>) => onChange({ ...values, ...change })
  return (
    <>
      <TextInput
        label={t.groupBuys.name}
        value={values.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        error={at('title')}
        required
      />
      <Textarea
        label={t.groupBuys.description}
        description={t.groupBuys.descriptionHint}
        autosize
        minRows={4}
        maxRows={16}
        value={values.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        error={at('description')}
      />
      <NumberInput
        label={t.groupBuys.target}
        description={t.groupBuys.targetHint}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        styles={{ wrapper: { maxWidth: 240 } }}
        value={values.targetQuantity}
        onChange={(targetQuantity) => set({ targetQuantity })}
        error={at('targetQuantity')}
        required
      />
      <TextInput
        type="datetime-local"
        label={t.groupBuys.deadline}
        description={t.groupBuys.deadlineHint}
        styles={{ wrapper: { maxWidth: 300 } }}
        value={values.deadline}
        onChange={(event) => set({ deadline: event.currentTarget.value })}
        error={at('deadline')}
      />
      <Select
        label={t.groupBuys.page}
        description={t.groupBuys.pageHint}
        placeholder={t.groupBuys.noPage}
        data={choices}
        value={linkedPageSlug}
        onChange={(slug) => set({ linkedPageSlug: slug })}
        error={at('linkedPageSlug')}
        clearable
        searchable
      />
    </>
  )
}
