// The link was opened in another tab, and this browser is signed in: then the page that waits for it goes on. It looks
// only while somebody looks at it, and gives up once links asked for here have expired. It learns nothing that
// reloading would not show.
{
  const { url, seconds } = document.currentScript.dataset
  const started = Date.now()
  let timer

  const look = async () => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') {
      // On a line that has died a request may never end: after a while the next one is the better bet.
      const patience = new AbortController()
      const timeout = setTimeout(() => patience.abort(), 10_000)
      const { signal } = patience
      const answer = await fetch(url, { redirect: 'manual', cache: 'no-store', signal }).catch(() => null)
      clearTimeout(timeout)
      // A redirect leads on; 401 is the page that says what became of the link.
      if (answer && (answer.type === 'opaqueredirect' || answer.status === 401)) {
        location.replace(url)
        return
      }
    }
    const waited = Date.now() - started
    clearTimeout(timer)
    if (waited < seconds * 1000) timer = setTimeout(look, waited < 60_000 ? 3000 : 10_000)
  }

  document.addEventListener('visibilitychange', look)
  timer = setTimeout(look, 3000)
}
