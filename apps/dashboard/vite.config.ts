import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { fromContract } from './from-contract.ts'

export default defineConfig({
  plugins: [react(), fromContract()],
  // The SDK as it is written here.
  resolve: { conditions: ['latchkey-source', ...defaultClientConditions] },
  build: {
    // What is asked for first is measured by a test.
    reportCompressedSize: false,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
  },
})
