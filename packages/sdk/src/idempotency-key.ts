/**
 * A fresh `Idempotency-Key`, as a version 4 UUID (RFC 9562 §5.4). `crypto.randomUUID` exists on secure origins only,
 * and React Native has no `crypto` at all; there a key must differ from others, not be unguessable.
 */
export function newIdempotencyKey(): string {
  const { crypto } = globalThis as { crypto?: Partial<Crypto> }
  const bytes = crypto?.getRandomValues?.(new Uint8Array(16)) ?? Array.from({ length: 16 }, randomByte)
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4]
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, `$1-$2-4$3-${variant}$4-$5`)
}

const randomByte = () => Math.floor(Math.random() * 256)
