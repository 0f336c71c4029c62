import type { Data } from '@latchkey/sdk'

/** A profile as its form holds it. */
export interface Values {
  readonly displayName: string
  readonly supportEmail: string
  readonly termsUrl: string
  readonly privacyUrl: string
  readonly refundPolicyUrl: string
  readonly allowedOrigins: string
  readonly pageUrlTemplate: string
}

export const fields = [
  'displayName',
  'supportEmail',
  'termsUrl',
  'privacyUrl',
  'refundPolicyUrl',
  'allowedOrigins',
  'pageUrlTemplate',
] as const

export const valuesOf = (profile: Data<'getHandleProfile'>): Values => ({
  displayName: profile.displayName,
  supportEmail: profile.supportEmail ?? '',
  termsUrl: profile.termsUrl ?? '',
  privacyUrl: profile.privacyUrl ?? '',
  refundPolicyUrl: profile.refundPolicyUrl ?? '',
  allowedOrigins: profile.allowedOrigins.join('\n'),
  pageUrlTemplate: profile.pageUrlTemplate ?? '',
})

const orNull = (text: string) => text.trim() || null

/** What is sent: an empty field removes what was there. */
export const bodyOf = (values: Values) => ({
  displayName: values.displayName,
  supportEmail: orNull(values.supportEmail),
  termsUrl: orNull(values.termsUrl),
  privacyUrl: orNull(values.privacyUrl),
  refundPolicyUrl: orNull(values.refundPolicyUrl),
  allowedOrigins: values.allowedOrigins.split(/\s+/).filter((origin) => origin !== ''),
  pageUrlTemplate: orNull(values.pageUrlTemplate),
})
