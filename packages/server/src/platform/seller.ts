import { type Config, handleOrigin } from './config.ts'
import { allowedRedirect } from './redirects.ts'

/** How buyers reach a seller; the address is one that was verified. */
export interface SellerContact {
  readonly contactEmail: string | null
  readonly termsUrl: string | null
  readonly privacyUrl: string | null
  readonly refundPolicyUrl: string | null
}

/** These, of `handles` as `handle`. */
export const contactColumns = [
  'handle.contact_email as contactEmail',
  'handle.terms_url as termsUrl',
  'handle.privacy_url as privacyUrl',
  'handle.refund_policy_url as refundPolicyUrl',
] as const

/**
 * What a seller offers at the foot of pages and mails, as links; `text` is what they lead to as people read it. An
 * address may hold what would begin headers of the mail in a URL (RFC 6068 §2): `a?bcc=b@example.com` is one.
 */
export const contactLinks = ({
  contactEmail,
  termsUrl,
  privacyUrl,
  refundPolicyUrl,
}: SellerContact): { label: string; url: string; text: string }[] =>
  [
    {
      label: 'Contact',
      url: contactEmail && `mailto:${encodeURIComponent(contactEmail).replace('%40', '@')}`,
      text: contactEmail,
    },
    { label: 'Terms', url: termsUrl },
    { label: 'Privacy', url: privacyUrl },
    { label: 'Refund policy', url: refundPolicyUrl },
  ].flatMap(({ label, url, text }) => (url ? [{ label, url, text: text ?? url }] : []))

/** What stands for the slug in a template. */
export const SLUG_PLACE = '{pageSlug}'

/** Where pages of a handle are shown. */
export interface PagePlace {
  readonly handle: string
  readonly allowedOrigins: readonly string[]
  readonly pageUrlTemplate: string | null
}

/** These, of `handles` as `handle`. */
export const placeColumns = [
  'handle.name as handle',
  'handle.allowed_origins as allowedOrigins',
  'handle.page_url_template as pageUrlTemplate',
] as const

/**
 * Where a page is read: in the shop of its seller, if they have one of their own, else on our site. The origin is
 * checked again: it may have been taken off the list by other means than the profile.
 */
export function pageUrl(
  config: Config,
  { handle, allowedOrigins, pageUrlTemplate }: PagePlace,
  slug: string,
): string {
  const inShop =
    pageUrlTemplate === null
      ? null
      : allowedRedirect(pageUrlTemplate.replace(SLUG_PLACE, slug), { name: handle, allowedOrigins }, config)
  return inShop?.href ?? `${handleOrigin(config, handle)}/${slug}`
}
