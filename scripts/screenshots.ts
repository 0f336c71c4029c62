// `npm run screenshots [-- hosted/page]`: pictures of every screen in the demo, or of those whose name begins so: in light,
// in dark and on a phone. They are listed in screens.ts, and put into .data/screenshots; those that docs and README show
// are put into apps/docs/public/screens, too.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { provideChromium } from './test-tools.ts'

const root = dirname(import.meta.dirname)
const folder = join(root, '.data/screenshots')
const chromium = await provideChromium()
if (chromium === null) throw new Error('There is no Chromium, and none could be fetched.')
const [screens = ''] = process.argv.slice(2)
const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', 'screenshots.browser.long'], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    LATCHKEY_TEST_LONG: '1',
    LATCHKEY_TEST_CHROMIUM: chromium,
    LATCHKEY_SCREENSHOTS: folder,
    LATCHKEY_SCREENS: screens,
  },
})
child.on('close', (code) => {
  console.log(`The pictures are in ${folder}.`)
  process.exitCode = code ?? 1
})
