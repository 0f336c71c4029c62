import { toDecimal } from '@latchkey/contract/currencies'
import { Text, TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { type Amount, formatMoney, parseAmount, signOf } from './amounts.ts'

export { type Amount, formatMoney } from './amounts.ts'

/** An amount, in figures that stand below each other. */
export const Money = ({ value }: { value: Amount }) => (
  <Text span inherit className="numbers" style={{ whiteSpace: 'nowrap' }}>
    {formatMoney(value)}
  </Text>
)

interface AmountInputProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  readonly currency: string
  /** In the smallest unit; `null` while nothing, or no amount, is typed. */
  readonly value: number | null
  readonly onChange: (amount: number | null) => void
}

/** Takes an amount as people write it, with the digits of its currency. What is typed stays until one leaves it. */
export function AmountInput({ currency, value, onChange, onBlur, ...props }: AmountInputProps) {
  const [typed, setTyped] = useState('')
  const shown =
    parseAmount(typed, currency) === value ? typed : value === null ? '' : toDecimal(value, currency)
  const sign = signOf(currency)
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      {...(sign !== null && { leftSection: sign, leftSectionWidth: 20 + 10 * sign.length })}
      rightSection={currency.toUpperCase()}
      rightSectionWidth={56}
      classNames={{ input: 'numbers' }}
      {...props}
      value={shown}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        onChange(parseAmount(currentTarget.value, currency))
      }}
      onBlur={(event) => {
        if (value !== null) setTyped(toDecimal(value, currency))
        onBlur?.(event)
      }}
    />
  )
}
