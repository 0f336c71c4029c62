/** Around the screens. */
export const app = {
  skip: 'Skip to content',
  light: 'Use light colors',
  dark: 'Use dark colors',
  openMenu: 'Open the menu',
  closeMenu: 'Close the menu',
  areas: 'Areas',
  account: 'Your account',
  signOut: 'Sign out',
  newHandle: 'New handle',
  switchHandle: (name: string) => `${name}: switch handle`,
  notFound: 'This page does not exist',
  notFoundHint: 'The link may be old, or it was cut off when it was copied.',
  toStart: 'Go to your dashboard',
  failed: 'This did not work',
}
