// While the course is being read, asks how far it is and shows the page anew when it is done.
const status = document.getElementById('reading')
const text = document.getElementById('reading-text')

async function ask() {
  try {
    const answer = await fetch(status.dataset.url, { headers: { Accept: 'application/json' } })
    if (!answer.ok) return
    const run = await answer.json()
    if (run.finished) return location.reload()
    text.textContent = run.text
  } catch {
    // The network may be back at the next turn.
  }
  setTimeout(ask, 2000)
}
setTimeout(ask, 1000)
