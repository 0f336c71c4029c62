import { SIGN_UP_CODE_SECONDS } from '@latchkey/contract'
import { type Config, dashboardOrigin } from '../../platform/config.ts'
import { formatTime } from '../../platform/dates.ts'
import type { Composer } from '../../platform/mail/delivery.ts'
import type { MailBlock } from '../../platform/mail/message.ts'
import { mintCode } from './codes.ts'
import {
  findCodeRequest,
  findPasswordChange,
  findPendingSignUps,
  findSignIn,
  type PendingSignUp,
} from './mail-queries.ts'
import { findAccountByEmail } from './queries.ts'

const HOURS = SIGN_UP_CODE_SECONDS / 3600

const neverPassOn: MailBlock = { note: 'Never share a code with anyone. We will never ask you for it.' }

/**
 * The codes of sign-ups that wait, minted here so that no job carries one; or, for an address that has an account,
 * the word that somebody tried. Names that were given on sign-up stay out: strangers chose them.
 */
export const signUpCodeMail: Composer = async (deps, requestId) => {
  const { db, pool, clock, config } = deps
  const request = await findCodeRequest(db, requestId, clock.now())
  if (!request) return null
  const { email, expiresAt } = request
  if (await findAccountByEmail(pool, email)) return addressTakenMail(email, config)
  const waiting = await findPendingSignUps(db, request, clock.now())
  if (waiting.length === 0) return null
  const blocks: MailBlock[] = []
  for (const signUp of waiting) {
    const code = await mintCode(deps, { purpose: 'sign_up', email }, { expiresAt, signUpId: signUp.id })
    blocks.push({ paragraph: `For the sign-up ${whence(signUp)}:` }, { code })
  }
  return {
    to: email,
    subject: 'Confirm your Latchkey account',
    preheader: `The code that creates your account, valid for ${HOURS} hours.`,
    heading: 'Confirm your account',
    blocks: [
      {
        paragraph: `Someone signed up at ${config.PUBLIC_DOMAIN} with the address ${email}. If it was you, enter the code in the window where you signed up.`,
      },
      ...blocks,
      ...(waiting.length > 1 ? [severalWait] : []),
      {
        note: `${waiting.length > 1 ? 'Each code works' : 'The code works'} once, until ${formatTime(expiresAt)}.`,
      },
      {
        note: "Wasn't you? You can ignore this email. The account is created only with the code, and it would have the password of whoever signed up.",
      },
      neverPassOn,
    ],
  }
}

const whence = ({ createdAt, device }: PendingSignUp): string =>
  `of ${formatTime(createdAt)}${device ? `, from ${device}` : ''}`

const severalWait: MailBlock = {
  paragraph:
    'Several sign-ups are waiting for this address. Use the code of the one you made yourself: the account gets the password entered with it.',
}

const addressTakenMail = (email: string, config: Config) => ({
  to: email,
  subject: 'You already have a Latchkey account',
  preheader: 'Someone tried to sign up with your address. Nothing was changed.',
  heading: 'You already have an account',
  blocks: [
    {
      paragraph: `Someone tried to sign up at ${config.PUBLIC_DOMAIN} with ${email}, which already has an account there.`,
    },
    {
      paragraph: 'If it was you, sign in instead. If you forgot your password, reset it on the sign-in page.',
    },
    { button: 'Sign in', url: `${dashboardOrigin(config)}/sign-in` },
    {
      note: "Wasn't you? There is nothing to do. Your account has not changed, and they were not told that it exists.",
    },
  ],
})

/** The code for a new password; nothing for an address without an account. */
export const passwordResetCodeMail: Composer = async (deps, requestId) => {
  const { db, pool, clock, config } = deps
  const request = await findCodeRequest(db, requestId, clock.now())
  if (!request || !(await findAccountByEmail(pool, request.email))) return null
  const { email, expiresAt, createdAt } = request
  const code = await mintCode(deps, { purpose: 'password_reset', email }, { expiresAt })
  return {
    to: email,
    subject: 'Your code for a new password',
    preheader: `Valid until ${formatTime(expiresAt)}.`,
    heading: 'Set a new password',
    blocks: [
      {
        paragraph: `A new password was requested at ${config.PUBLIC_DOMAIN} for the account ${email}, on ${formatTime(createdAt)}. Enter this code where you requested it:`,
      },
      { code },
      {
        note: `The code works once, until ${formatTime(expiresAt)}. Setting a new password signs the account out everywhere.`,
      },
      { note: "Wasn't you? You can ignore this email. Your password stays the same." },
      neverPassOn,
    ],
  }
}

const resetButton = (config: Config): MailBlock => ({
  button: 'Reset your password',
  url: `${dashboardOrigin(config)}/reset-password`,
})

/** Says that the password was changed, and what to do about it. */
export const passwordChangedMail: Composer = async ({ db, config }, codeId) => {
  const change = await findPasswordChange(db, codeId)
  if (!change) return null
  return {
    to: change.email,
    subject: 'Your password was changed',
    preheader: 'Every session was ended. If this was not you, act now.',
    heading: 'Your password was changed',
    blocks: [
      {
        paragraph: `The password of your account ${change.email} at ${config.PUBLIC_DOMAIN} was changed on ${formatTime(change.usedAt)}, with a code sent to your inbox. Every session was ended, along with all access you had granted.`,
      },
      {
        paragraph:
          "Wasn't you? Someone else can read your email. Secure your inbox first, then reset your password.",
      },
      resetButton(config),
    ],
  }
}

/** Says that somebody signed in from a browser or program that we have not seen before. */
export const newSignInMail: Composer = async ({ db, config }, sessionId) => {
  const signIn = await findSignIn(db, sessionId)
  if (!signIn) return null
  return {
    to: signIn.email,
    subject: 'New sign-in to your Latchkey account',
    preheader: `On ${formatTime(signIn.createdAt)}. If it was you, there is nothing to do.`,
    heading: 'New sign-in',
    blocks: [
      { paragraph: `Someone signed in to your account at ${config.PUBLIC_DOMAIN} from somewhere new:` },
      {
        facts: [
          ['Account', signIn.email],
          ['When', formatTime(signIn.createdAt)],
          ['From', signIn.device ?? 'a program that did not say what it is'],
        ],
      },
      { note: 'If it was you, there is nothing to do.' },
      {
        paragraph: "Wasn't you? Reset your password right away. That ends every session, including theirs.",
      },
      resetButton(config),
    ],
  }
}
