/** Around the screens. */
export const app = {
  skip: 'Skip to content',
  light: 'Use light colors',
  dark: 'Use dark colors',
  openMenu: 'Open the menu',
  closeMenu: 'Close the menu',
  areas: 'Areas',
  account: 'Your account',
  allHandles: 'All your handles',
  signOut: 'Sign out',
  newHandle: 'New handle',
  switchHandle: (name: string) => `${name}: switch handle`,
  notFound: 'This page does not exist',
  notFoundHint: 'The link may be old, or it was cut off when it was copied.',
  toStart: 'Go to your dashboard',
  failed: 'This did not work',
  noRole: (name: string) => `You have no role on ${name}`,
  noRoleHint:
    'It may have another name now, or belong to another account of yours. Ask its owner to invite you.',
  roleLost: (name: string) => `You no longer have a role on ${name}`,
  roleLostHint: 'Nothing can be saved here any more. Copy what you still need before you leave this page.',
}
