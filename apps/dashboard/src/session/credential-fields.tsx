import { PasswordInput, TextInput, type TextInputProps } from '@mantine/core'
import { t } from '../text/text.ts'

interface FieldProps extends Pick<TextInputProps, 'error' | 'readOnly' | 'required'> {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The address of an account. */
export const EmailField = ({ onChange, ...props }: FieldProps) => (
  <TextInput
    name="email"
    type="email"
    autoComplete="username"
    label={t.accounts.email}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
    {...props}
  />
)

/** The password that an account has. */
export const PasswordField = ({ onChange, ...props }: FieldProps & { 'data-autofocus'?: boolean }) => (
  <PasswordInput
    name="password"
    autoComplete="current-password"
    label={t.accounts.password}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
    {...props}
  />
)

/** One that somebody chooses. */
export const NewPasswordField = ({ onChange, label, ...props }: FieldProps & { label: string }) => (
  <PasswordInput
    name="new-password"
    autoComplete="new-password"
    label={label}
    description={t.accounts.passwordRule}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
    {...props}
  />
)

/** A code that was mailed. */
export const CodeField = ({ onChange, ...props }: FieldProps) => (
  <TextInput
    name="code"
    inputMode="numeric"
    autoComplete="one-time-code"
    label={t.accounts.code}
    onChange={({ currentTarget }) => onChange(currentTarget.value)}
    {...props}
  />
)

/** Where the errors about a code stand. */
export const codeErrors = { invalid_code: 'code', expired_code: 'code', used_code: 'code' } as const
