import { useComputedColorScheme } from '@mantine/core'
import { memo } from 'react'
import { documentOf, type Previewed } from './preview-document.ts'

interface FrameProps extends Previewed {
  readonly title: string
}

/** A page as visitors see it: in the style of hosted pages, in a frame that runs no scripts. */
export const PreviewFrame = memo(function PreviewFrame({ title, heading, teaser, content }: FrameProps) {
  const scheme = useComputedColorScheme('light')
  return (
    <iframe
      className="preview-frame"
      title={title}
      // Links open in new tabs; without `allow-scripts` nothing in it runs.
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={documentOf({ heading, teaser, content, scheme })}
      // Browsers tell a frame by it which colours are preferred.
      style={{ colorScheme: scheme }}
    />
  )
})
