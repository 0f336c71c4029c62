/** When a session begins, ends, or cannot be told. */
export const session = {
  ended: 'Your session has ended',
  endedHint: 'Sign in again to go on where you were. What you typed is still here.',
  leave: 'Leave this page',
  otherAccount: {
    title: 'You are signed in with another account',
    message: 'The page you had open belongs to the account that was signed in before, so it was closed.',
  },
  stillSignedIn: {
    title: 'This browser may still be signed in',
    message:
      'Latchkey could not be reached. When you are online again, load this page and sign out once more.',
  },
  unreachable: 'Your dashboard cannot be loaded',
  unreachableHint: 'We try again every few seconds.',
  drafts: 'You have unsaved drafts',
  draftsHint: 'Signing out deletes them from this browser. To keep them, save them first.',
  stay: 'Stay signed in',
  deleteDrafts: 'Delete drafts and sign out',
}
