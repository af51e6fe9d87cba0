// Buttons that copy what stands beside them. Without scripts there is the field to select from.
const status = document.createElement('p')
status.className = 'hidden'
status.setAttribute('role', 'status')
document.body.append(status)

/** A frame may have no clipboard of its own; the selection can be copied all the same, and as rich text where it is no field. */
function copySelection(source) {
  if ('select' in source) {
    source.focus()
    source.select()
  } else getSelection().selectAllChildren(source)
  return document.execCommand('copy')
}

async function copy(source) {
  if ('value' in source) {
    try {
      await navigator.clipboard.writeText(source.value)
      return true
    } catch {
      // Not allowed here: the older way may be.
    }
  }
  return copySelection(source)
}

for (const button of document.querySelectorAll('[data-copy]')) {
  const { innerHTML: words, dataset } = button
  let timer
  button.hidden = false
  button.addEventListener('click', async () => {
    const done = await copy(document.getElementById(dataset.copy))
    status.textContent = done ? dataset.done : dataset.failed
    button.textContent = status.textContent
    clearTimeout(timer)
    timer = setTimeout(() => {
      button.innerHTML = words
    }, 4000)
  })
}
