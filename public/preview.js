// Shows the page as it would be with what is ticked now. Without it there is the button.
const form = document.querySelector('form[data-preview]')
const frame = document.getElementById('stranger')

form?.addEventListener('change', () => {
  const chosen = [...form.elements].filter(({ type, checked }) => type === 'checkbox' && checked)
  const query = new URLSearchParams(chosen.map(({ name }) => [name, 'on']))
  frame.src = `${form.dataset.preview}?${query}`
})
