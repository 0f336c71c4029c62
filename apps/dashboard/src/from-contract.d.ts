/** What `from-contract.ts` takes from the contract. */
declare module 'virtual:contract' {
  /** By code: what to say to people, and what to do about it. */
  export const errorTexts: Readonly<
    Record<string, { readonly sentence: string; readonly cure: string } | undefined>
  >
  export {
    MAX_ALLOWED_ORIGINS,
    MAX_CONTENT,
    PLATFORM_NAME,
  } from '@latchkey/contract'
}

declare module '*.css'
