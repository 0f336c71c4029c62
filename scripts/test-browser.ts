// One Chromium for all test files of a run that need one; each page has a profile of its own.
import type { TestProject } from 'vitest/node'

export default async function setup({ vitest }: TestProject) {
  const executablePath = process.env.LATCHKEY_TEST_CHROMIUM
  if (!executablePath || !vitest.state.getPaths().some((path) => path.includes('.browser.'))) return
  const { chromium } = await import('playwright-core')
  const server = await chromium.launchServer({
    executablePath,
    host: '127.0.0.1',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      // Nothing is drawn for a screen: a process for that is work for nothing.
      '--in-process-gpu',
      // A process for each site that a page leads to costs more than all that the page does. What a page may know of
      // another, and which cookies go along, is decided by origins and sites just the same.
      '--disable-site-isolation-trials',
      '--renderer-process-limit=1',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  process.env.LATCHKEY_TEST_BROWSER = server.wsEndpoint()
  return () => server.close()
}
