import { h, notice, reasonOf, say } from './dom.ts'
import { auth, shopName } from './latchkey.ts'
import { libraryView } from './library.ts'
import { pageView } from './page.ts'
import { start } from './router.ts'
import { shopView } from './shop.ts'

const signOut = h('button', { class: 'plain' }, 'Sign out')
signOut.addEventListener('click', () => {
  auth.signOut().then(
    () => say('You are signed out.'),
    (error: unknown) => say(reasonOf(error)),
  )
})

const library = h('a', { href: '/?library' })
const showAccount = () => {
  const isSignedIn = auth.state.status === 'signed-in'
  library.textContent = isSignedIn ? 'Your library' : 'Sign in'
  signOut.hidden = !isSignedIn
}

// #region arrival
const arrival = await auth.arrival.catch((error: unknown) => ({ error }))
if (arrival?.error) say(reasonOf(arrival.error))
// #endregion

const main = start(({ pathname, searchParams }) => {
  if (pathname !== '/') return pageView(pathname.slice(1))
  return searchParams.has('library') ? libraryView : shopView
})
auth.subscribe(showAccount)
showAccount()

document.body.append(
  h('a', { href: '#main', class: 'skip' }, 'Skip to content'),
  h('header', {}, h('a', { href: '/', class: 'name' }, shopName), h('nav', {}, library, signOut)),
  notice,
  main,
  h('footer', {}, 'Payments by Stripe · Sign-in and access by Latchkey'),
)
