/**
 * Where each thing that needs attention is mended: a path below that of the handle, and what to look for there. An open
 * report is not there: those who run the platform work on it.
 */
export const mendedAt: Readonly<
  Record<string, { readonly path: string; readonly search?: Readonly<Record<string, string>> } | undefined>
> = {
  dispute_open: { path: 'sales', search: { status: 'DISPUTED' } },
  refund_failed: { path: 'sales' },
  connect_incomplete: { path: 'revenue' },
  connect_requirements_due: { path: 'revenue' },
  webhook_endpoint_disabled: { path: 'settings/webhooks' },
}
