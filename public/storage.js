// LTI Client Side postMessages, Platform Storage: puts or gets one value, then goes on. What it needs is in the page's data attributes.
const page = document.getElementById('storage')
const { action, target, origin, key, value, next } = page.dataset
const messageId = crypto.randomUUID()

function targetFrame() {
  const parent = window.parent === window ? window.opener : window.parent
  if (!parent || target === '_parent') return parent
  try {
    return parent.frames[target] ?? parent
  } catch {
    return parent
  }
}

function giveUp() {
  document.getElementById('waiting').hidden = true
  document.getElementById('fallback').hidden = false
}

const timer = setTimeout(giveUp, 3000)

window.addEventListener('message', (event) => {
  const answer = event.data
  if (event.origin !== origin || typeof answer !== 'object' || answer === null) return
  if (answer.message_id !== messageId || answer.subject !== `lti.${action}_data.response`) return
  clearTimeout(timer)
  if (answer.error || (action === 'get' && typeof answer.value !== 'string')) return giveUp()
  if (action === 'put') return location.replace(next)
  const form = document.getElementById('again')
  form.elements.proof.value = answer.value
  form.submit()
})

const frame = targetFrame()
if (frame) {
  const message = { subject: `lti.${action}_data`, message_id: messageId, key }
  frame.postMessage(action === 'put' ? { ...message, value } : message, origin)
} else giveUp()
