// The only part that every page of an operation loads: the rest comes when somebody opens the form.
import type { Form } from './form.ts'

for (const place of document.querySelectorAll<HTMLDetailsElement>('details.try-it')) {
  const inside = place.querySelector<HTMLElement>('.try-it-inside')
  let isOpen = false
  const open = async () => {
    if (!place.open || isOpen || !inside) return
    isOpen = true
    try {
      const { openPanel } = await import('./panel.ts')
      openPanel(inside, JSON.parse(place.dataset.form ?? '') as Form)
    } catch {
      isOpen = false
      inside.textContent = 'The form could not be loaded. Close it and open it again.'
    }
  }
  place.addEventListener('toggle', open)
  // A browser that comes back may have opened it already.
  void open()
}
