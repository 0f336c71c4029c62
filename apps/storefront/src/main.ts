// Without its configuration the shop cannot even say what it is called.
import('./frame.ts').catch(() => {
  const text = 'The shop cannot be opened right now. Please reload this page in a minute.'
  document.body.append(Object.assign(document.createElement('main'), { textContent: text }))
})
