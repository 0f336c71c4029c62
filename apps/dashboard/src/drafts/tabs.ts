/** What screens that write tell each other, in all tabs. */
export type Message =
  /** Whoever writes this answers `here`. */
  | { readonly kind: 'ask'; readonly account: string; readonly subject: string }
  | { readonly kind: 'here'; readonly account: string; readonly subject: string; readonly id: string }
  | { readonly kind: 'gone'; readonly id: string }
  /** The server has a newer version. */
  | { readonly kind: 'saved'; readonly account: string; readonly subject: string }
  /** The account has signed out, and what was not saved goes with it. */
  | { readonly kind: 'deleted'; readonly account: string }

export interface Tabs {
  /** Tells all others, in this tab too. */
  tell(message: Message, from?: (message: Message) => void): void
  /** @returns what stops it. */
  listen(listener: (message: Message) => void): () => void
}

/** Connects the screens of this tab with those of others. */
export function connectTabs(name: string): Tabs {
  const listeners = new Set<(message: Message) => void>()
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  const hear = (message: Message, from?: (message: Message) => void) => {
    for (const listener of [...listeners]) if (listener !== from) listener(message)
  }
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => hear(data))
  return {
    tell(message, from) {
      hear(message, from)
      channel?.postMessage(message)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The tabs of this origin. */
export const tabs = connectTabs('latchkey drafts')
