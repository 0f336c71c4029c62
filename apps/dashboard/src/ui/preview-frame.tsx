import './preview-frame.css'
import { useComputedColorScheme } from '@mantine/core'
import { memo, useEffect, useRef } from 'react'
import { documentOf, type Previewed } from './preview-document.ts'

interface FrameProps extends Previewed {
  readonly title: string
  /** It is as high as its text, and no higher. */
  readonly fits?: boolean
}

/** What visitors see: in the style of hosted pages, in a frame that runs no scripts. */
export const PreviewFrame = memo(function PreviewFrame({ title, fits = false, ...shown }: FrameProps) {
  const scheme = useComputedColorScheme('light')
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => (fits && frame.current ? keepFitting(frame.current) : undefined), [fits])
  return (
    <iframe
      ref={frame}
      className="preview-frame"
      data-fits={fits || undefined}
      title={title}
      // Links open in new tabs; without `allow-scripts` nothing in it runs. Its height is known to its own origin only.
      sandbox={`allow-popups allow-popups-to-escape-sandbox${fits ? ' allow-same-origin' : ''}`}
      referrerPolicy="no-referrer"
      srcDoc={documentOf({ ...shown, fits, scheme })}
      // Browsers tell a frame by it which colours are preferred.
      style={{ colorScheme: scheme }}
    />
  )
})

/** Lines break elsewhere when it gets another width, and images come late. */
function keepFitting(frame: HTMLIFrameElement): () => void {
  const fit = () => {
    const main = frame.contentDocument?.querySelector('main')
    // Its own border is part of it.
    if (main) frame.style.height = `${Math.ceil(main.getBoundingClientRect().height) + 2}px`
  }
  const width = new ResizeObserver(fit)
  width.observe(frame)
  frame.addEventListener('load', fit)
  return () => {
    width.disconnect()
    frame.removeEventListener('load', fit)
  }
}
