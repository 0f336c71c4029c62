// An estimate rather than a list: lists of common passwords hold few of 12 characters and more, and miss what people
// make of the others (`Password123!`, `iloveyou1234`, `qwertyuiop[]`), which is what attackers try next.
import { PASSWORD_GUESSES } from '@latchkey/contract'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** Characters that are looked at; the time this takes grows with their square. */
const EXAMINED = 40

let estimator: Promise<ZxcvbnFactory> | undefined

async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}

/** Whether a password is common, repetitive, a pattern, or made of what others know of its owner. */
export async function isEasyToGuess(
  password: string,
  owner: { email: string; name?: string | undefined },
): Promise<boolean> {
  estimator ??= loadEstimator()
  const words = [
    owner.email,
    ...owner.email.split(/[@.+_-]/),
    owner.name ?? '',
    ...(owner.name ?? '').split(' '),
  ]
  const known = [...words, 'latchkey'].filter((word) => word.length > 2)
  return (await estimator).check(password.slice(0, EXAMINED), known).guesses < PASSWORD_GUESSES
}
