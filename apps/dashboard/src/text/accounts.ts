export const accounts = {
  signIn: 'Sign in',
  signInHint: 'Welcome back.',
  email: 'Email address',
  password: 'Password',
  account: 'Your account',
  handles: 'Your handles',
}
