// `npm run test:long`: what need not run each time. Test files named `*.long.test.ts`, and property tests with more runs.
process.env.LATCHKEY_TEST_LONG = '1'
await import('./test.ts')
