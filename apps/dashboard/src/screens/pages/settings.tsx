import { currencies, type FeeTerms, leastPrice } from '@latchkey/contract/currencies'
import { queryOptions } from '@latchkey/sdk/react-query'
import { Anchor, Button, Radio, Select, Stack, Text, Title } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { latchkey } from '../../app/latchkey.ts'
import { useSellingTerms } from '../../app/selling-terms.ts'
import { t } from '../../text/text.ts'
import { formatMoney } from '../../ui/amounts.ts'
import { divided, rateOf } from '../../ui/fee.ts'
import { locale } from '../../ui/locale.ts'
import { AmountInput } from '../../ui/money.tsx'
import { Share } from '../../ui/share.tsx'
import { When } from '../../ui/when.tsx'
import { type AccessMode, inCurrency, type Page, type PageFields } from './fields.ts'
import { StateBadge } from './state-badge.tsx'

const modes = ['PUBLIC', 'FREE_WITH_LOGIN', 'PAID'] as const satisfies readonly AccessMode[]

interface SettingsProps {
  readonly page: Page
  readonly fields: PageFields
  readonly onChange: (change: Partial<PageFields>) => void
  readonly priceError: string | undefined
  readonly isReadOnly: boolean
}

/** Everything about a page but its text. */
export const Settings = ({ page, fields, onChange, priceError, isReadOnly }: SettingsProps) => (
  <aside className="editor-settings" aria-label={t.pages.visibility}>
    <Card title={t.pages.visibility}>
      <Text size="sm" fw={600} component="div">
        <StateBadge state={page.state} />
      </Text>
      <Text size="sm" c="dimmed">
        {page.state in t.pages.stateHints
          ? t.pages.stateHints[page.state as keyof typeof t.pages.stateHints]
          : null}
      </Text>
      <Text size="sm" c="dimmed">
        {t.pages.changedOn} <When at={page.updatedAt} />
      </Text>
    </Card>
    <Card title={t.pages.whoReads}>
      <Radio.Group
        aria-label={t.pages.whoReads}
        value={fields.accessMode}
        onChange={(value) => onChange({ accessMode: value as AccessMode })}
      >
        <Stack gap="sm">
          {modes.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={t.pages.access[mode].name}
              description={t.pages.access[mode].hint}
              disabled={isReadOnly}
            />
          ))}
        </Stack>
      </Radio.Group>
      {fields.accessMode === 'PAID' && (
        <Price
          handle={page.handle}
          fields={fields}
          onChange={onChange}
          error={priceError}
          isReadOnly={isReadOnly}
        />
      )}
    </Card>
    <Card title={t.pages.address}>
      <Address page={page} />
    </Card>
    {(page.accessMode === 'PAID' || page.state === 'ARCHIVED') && <Buyers page={page} />}
  </aside>
)

/** Where the page is, to hand on; of a draft, where it will be. */
function Address({ page: { url, title, state } }: { page: Page }) {
  const shown = url.replace(/^https?:\/\//, '')
  if (state === 'DRAFT')
    return (
      <>
        <Text size="sm" className="breaks">
          {shown}
        </Text>
        <Text size="sm" c="dimmed">
          {t.pages.addressLater}
        </Text>
      </>
    )
  return (
    <>
      <Anchor href={url} target="_blank" rel="noreferrer" size="sm" className="breaks">
        {shown} <IconExternalLink size={13} aria-hidden />
      </Anchor>
      <Share url={url} title={title} />
    </>
  )
}

const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <Stack component="section" className="card" gap="sm" p="md">
    <Title order={2} size="h6">
      {title}
    </Title>
    {children}
  </Stack>
)

const names = new Intl.DisplayNames(locale, { type: 'currency' })
const currencyOptions = currencies.map((code) => ({
  value: code,
  label: `${code.toUpperCase()} – ${names.of(code.toUpperCase()) ?? code}`,
}))

function Price({
  handle,
  fields: { amount, currency },
  onChange,
  error,
  isReadOnly,
}: Pick<SettingsProps, 'fields' | 'onChange' | 'isReadOnly'> & {
  handle: string
  error: string | undefined
}) {
  const fee = useSellingTerms(handle)?.fee
  const least = formatMoney({ amount: leastPrice(currency) ?? 0, currency })
  return (
    <Stack gap="sm">
      <AmountInput
        label={t.pages.price}
        currency={currency}
        value={amount}
        onChange={(value) => onChange({ amount: value })}
        error={error}
        description={t.pages.priceHint(least)}
        disabled={isReadOnly}
      />
      {fee && (
        <Text size="sm" aria-live="polite">
          {whatIsLeft(amount, currency, fee)}
        </Text>
      )}
      <Select
        label={t.pages.currency}
        data={currencyOptions}
        value={currency}
        onChange={(value) => {
          if (value) onChange({ currency: value, amount: inCurrency(amount, currency, value) })
        }}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t.pages.currencyNone}
        disabled={isReadOnly}
      />
    </Stack>
  )
}

/** What a price brings its creator; without a price, what is kept of any. */
function whatIsLeft(amount: number | null, currency: string, terms: FeeTerms): string {
  const rate = rateOf(terms, currency)
  if (rate === null) return t.pages.noFee
  if (amount === null) return t.pages.feeIs(rate)
  const { share, fee } = divided({ amount, currency }, terms)
  return t.pages.receives(formatMoney(share), formatMoney(fee))
}

/** Buyers that are counted; a page that has more has many. */
const COUNTED = 100

function Buyers({ page }: { page: Page }) {
  const path = { handle: page.handle, pageSlug: page.slug }
  const { data } = useQuery(queryOptions(latchkey.checkout.listBuyers, { path, query: { limit: COUNTED } }))
  const count = data?.items.filter(({ hasAccess }) => hasAccess).length ?? 0
  return (
    <Card title={t.pages.buyers}>
      {data && (
        <Text size="sm" c="dimmed" className="numbers">
          {count === 0 && data.nextCursor === null
            ? t.pages.buyersNone
            : t.pages.buyersCount(count, data.nextCursor !== null)}
        </Text>
      )}
      <Button
        size="xs"
        variant="default"
        style={{ alignSelf: 'flex-start' }}
        renderRoot={(props) => (
          <Link
            to="/h/$handle/sales"
            params={{ handle: page.handle }}
            search={{ page: page.slug }}
            {...props}
          />
        )}
      >
        {t.pages.seeSales}
      </Button>
    </Card>
  )
}
