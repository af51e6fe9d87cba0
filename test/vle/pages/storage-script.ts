import { STORAGE_FRAME } from '../behaviours/canvas.ts'

/**
 * Runs in the page and in its hidden frame: answers `lti.capabilities`, `lti.put_data` and `lti.get_data`
 * (LTI Client Side postMessages 1.0, Platform Storage 1.0). Each origin sees its own values only; they live as long
 * as the page. `target` `_parent`: the page keeps them itself, else its hidden frame does.
 */
export const storageScript = (target: string) => `
(() => {
  const top = window.name === '${STORAGE_FRAME}' ? window.parent : window
  top.ltiStorage = top.ltiStorage || new Map()
  const keeps = ${target === '_parent'} || top !== window
  const answer = (event, message) => event.source.postMessage(message, event.origin)
  window.addEventListener('message', (event) => {
    const data = event.data
    if (typeof data !== 'object' || data === null || typeof data.subject !== 'string') return
    const response = { subject: data.subject + '.response', message_id: data.message_id }
    const fail = (code, message) => answer(event, { ...response, error: { code, message } })
    if (data.subject === 'lti.capabilities') {
      return answer(event, { ...response, supported_messages: [
        { subject: 'lti.capabilities' },
        { subject: 'lti.put_data', frame: '${target}' },
        { subject: 'lti.get_data', frame: '${target}' },
      ] })
    }
    if (data.subject !== 'lti.put_data' && data.subject !== 'lti.get_data') return
    if (!keeps) return fail('wrong_frame', 'Send this to the frame ${STORAGE_FRAME}')
    if (typeof data.message_id !== 'string' || typeof data.key !== 'string') return fail('bad_request', 'message_id and key are needed')
    const key = event.origin + ' ' + data.key
    if (data.subject === 'lti.get_data') {
      return answer(event, { ...response, key: data.key, value: top.ltiStorage.get(key) ?? null })
    }
    if (data.value === null || data.value === undefined) top.ltiStorage.delete(key)
    else if (typeof data.value !== 'string' || data.value.length > 4096) return fail('storage_exhaustion', 'The value is too long')
    else top.ltiStorage.set(key, data.value)
    answer(event, { ...response, key: data.key, value: data.value ?? null })
  })
})()
`
