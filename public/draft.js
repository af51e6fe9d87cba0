// Keeps what is being written as a draft, a moment after the last key. Without it there is the button.
const form = document.getElementById('work')
const state = document.getElementById('draft-state')
const PAUSE = 3000
let timer
let under = null

async function keep() {
  const fields = new URLSearchParams({ action: 'autosave' })
  for (const name of ['csrf', 'text', 'url']) fields.set(name, form.elements[name].value)
  under = new AbortController()
  try {
    const answer = await fetch(form.getAttribute('action'), {
      method: 'POST',
      body: fields,
      headers: { Accept: 'application/json' },
      signal: under.signal,
    })
    const { text, error } = await answer.json()
    state.textContent = text ?? error?.message ?? ''
  } catch {
    // The network may be back with the next key; the words are still on the page.
  }
}

form.addEventListener('input', ({ target }) => {
  if (target.type === 'file') return
  clearTimeout(timer)
  timer = setTimeout(keep, PAUSE)
})
form.addEventListener('submit', () => {
  clearTimeout(timer)
  under?.abort()
})
