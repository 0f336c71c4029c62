/** RFC 2606 §2: it never exists, so nothing can be sent there. */
const NO_MAIL_DOMAIN = 'erased.invalid'

/** What stands in place of an address that was erased. */
export const erasedAddress = (id: string): string => `${id}@${NO_MAIL_DOMAIN}`

/** Whether the address is none any more. */
export const isErased = (email: string): boolean => email.endsWith(`@${NO_MAIL_DOMAIN}`)
