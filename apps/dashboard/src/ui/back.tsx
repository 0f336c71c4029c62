import { Anchor, type AnchorProps } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

const Shown = ({
  children,
  className,
  ...props
}: AnchorProps & Omit<ComponentProps<'a'>, keyof AnchorProps>) => (
  <Anchor size="sm" c="dimmed" className={`back ${className ?? ''}`} {...props}>
    <IconArrowLeft size={16} aria-hidden="true" />
    {children}
  </Anchor>
)

/** The link from one thing to the list it is in; a screen has it as its `back`. */
export const Back = createLink(Shown)
