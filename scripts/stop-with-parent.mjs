// Preloaded into the programs that `npm start` runs: asks them to end when `npm start` itself has been killed.
// In JavaScript, so that Node does not load what strips types, which takes memory, into programs that have none.
const patience = 8_000

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), patience).unref()
})
