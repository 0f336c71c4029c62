/** Parts that all screens use. */
export const ui = {
  retry: 'Try again',
  requestId: 'Request ID',
  copy: 'Copy',
  copied: 'Copied',
  more: 'Show more',
  loading: 'Loading…',
  cancel: 'Cancel',
  save: 'Save',
  unreachable: 'Latchkey cannot be reached',
  unreachableHint: 'Check your connection. Nothing that you typed is lost.',
  unexpected: 'Something went wrong on this page',
  unexpectedHint: 'Load the page again. If it happens again, tell us what you did.',
  learnMore: 'About this error',
}
