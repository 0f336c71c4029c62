import { expect, test } from 'vitest'
import { isSigned } from './aws-signature.ts'

// The example of AWS for query parameters.
const url =
  'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const header = (name: string) => (name === 'host' ? 'examplebucket.s3.amazonaws.com' : '')

test('the signature that AWS shows counts, and nothing that differs', () => {
  expect(isSigned({ method: 'GET', url: new URL(url), header }, secret)).toBe(true)
  expect(isSigned({ method: 'PUT', url: new URL(url), header }, secret)).toBe(false)
  expect(isSigned({ method: 'GET', url: new URL(url.replace('86400', '86401')), header }, secret)).toBe(false)
  expect(isSigned({ method: 'GET', url: new URL(url), header }, `${secret}x`)).toBe(false)
})
