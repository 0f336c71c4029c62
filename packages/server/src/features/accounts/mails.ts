import { SIGN_UP_CODE_SECONDS } from '@latchkey/contract'
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

const neverPassOn: MailBlock = { note: 'Never pass a code on, whoever asks: we do not ask for it.' }

/**
 * The codes of sign-ups that wait, minted here so that no job carries one; or, for an address that has an account,
 * the word that somebody tried. Names that were given on sign-up stay out: strangers chose them.
 */
export const signUpCodeMail: Composer = async (deps, requestId) => {
  const { db, clock, config } = deps
  const request = await findCodeRequest(db, requestId, clock.now())
  if (!request) return null
  const { email, expiresAt } = request
  if (await findAccountByEmail(db, email)) return addressTakenMail(email, config.PUBLIC_DOMAIN)
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
    preheader: `The code that makes your account, good for ${HOURS} hours.`,
    heading: 'Confirm your account',
    blocks: [
      {
        paragraph: `Somebody signed up at ${config.PUBLIC_DOMAIN} with the address ${email}. If it was you, type the code in the window where you signed up.`,
      },
      ...blocks,
      ...(waiting.length > 1 ? [severalWait] : []),
      {
        note: `${waiting.length > 1 ? 'Each code works' : 'The code works'} once, until ${formatTime(expiresAt)}.`,
      },
      {
        note: 'Not you? Ignore this mail. The account is made only with the code, and has the password of whoever signed up.',
      },
      neverPassOn,
    ],
  }
}

const whence = ({ createdAt, device }: PendingSignUp): string =>
  `of ${formatTime(createdAt)}${device ? `, from ${device}` : ''}`

const severalWait: MailBlock = {
  paragraph:
    'Several sign-ups wait for this address. Use the code of the one you made yourself: the account gets the password that was given with it.',
}

const addressTakenMail = (email: string, domain: string) => ({
  to: email,
  subject: 'You already have a Latchkey account',
  preheader: 'Somebody tried to sign up with your address. Nothing was changed.',
  heading: 'You already have an account',
  blocks: [
    {
      paragraph: `Somebody tried to sign up at ${domain} with ${email}, which already has an account there.`,
    },
    {
      paragraph:
        'If it was you, sign in instead. If you forgot the password, ask for a new one on the sign-in page.',
    },
    {
      note: 'Not you? Then there is nothing to do: your account is as it was, and they were not told that it exists.',
    },
  ],
})

/** The code for a new password; nothing for an address without an account. */
export const passwordResetCodeMail: Composer = async (deps, requestId) => {
  const { db, clock, config } = deps
  const request = await findCodeRequest(db, requestId, clock.now())
  if (!request || !(await findAccountByEmail(db, request.email))) return null
  const { email, expiresAt, createdAt } = request
  const code = await mintCode(deps, { purpose: 'password_reset', email }, { expiresAt })
  return {
    to: email,
    subject: 'Your code for a new password',
    preheader: `Good until ${formatTime(expiresAt)}.`,
    heading: 'Set a new password',
    blocks: [
      {
        paragraph: `A new password was asked for at ${config.PUBLIC_DOMAIN} for the account ${email}, on ${formatTime(createdAt)}. Type this code where you asked for it:`,
      },
      { code },
      {
        note: `The code works once, until ${formatTime(expiresAt)}. A new password signs the account out everywhere.`,
      },
      { note: 'Not you? Ignore this mail: your password stays as it is.' },
      neverPassOn,
    ],
  }
}

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
        paragraph: `The password of your account ${change.email} at ${config.PUBLIC_DOMAIN} was changed on ${formatTime(change.usedAt)}, with a code from your mailbox. Every session and every access that you had granted was ended.`,
      },
      {
        paragraph:
          'Not you? Somebody reads your mail. Secure your mailbox first, then ask for a new password on the sign-in page.',
      },
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
      { paragraph: `Your account at ${config.PUBLIC_DOMAIN} was signed in to from somewhere new:` },
      {
        facts: [
          ['Account', signIn.email],
          ['When', formatTime(signIn.createdAt)],
          ['From', signIn.device ?? 'a program that did not say what it is'],
        ],
      },
      { note: 'Was it you? Then there is nothing to do.' },
      {
        paragraph:
          'Not you? Ask for a new password on the sign-in page right away: it ends every session, theirs included.',
      },
    ],
  }
}
