import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  // The SDK as it is written here; installed, it is as it was built, and this does nothing.
  resolve: { conditions: ['latchkey-source', ...defaultClientConditions] },
})
