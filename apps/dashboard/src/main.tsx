import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/app.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './app/latchkey.ts'
import { router } from './app/router.ts'
import { cssVariables, theme } from './app/theme.ts'
import { Toasts } from './app/toasts.tsx'

// Of a build that a newer one has replaced, screens that were not loaded yet are gone. Drafts are stored, so nothing is
// lost by loading the page again.
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  location.reload()
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <Toasts />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
