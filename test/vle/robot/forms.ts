import type { CheerioAPI } from 'cheerio'
import type { Body } from './send.ts'

export type Fields = Readonly<Record<string, string | readonly string[] | File>>

export interface FormRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly body: Body | null
}

type Entry = readonly [string, string | File]

/** What a browser would send for this form as it stands, with `fields` filled in. Throws when there is no such form. */
function entriesOf($: CheerioAPI, selector: string, fields: Fields): Entry[] {
  const form = $(selector).first()
  const entries: Entry[] = []
  form.find('input[name], select[name], textarea[name]').each((_index, element) => {
    const control = $(element)
    const name = control.attr('name') ?? ''
    const type = control.attr('type') ?? ''
    if (
      name in fields ||
      control.attr('disabled') !== undefined ||
      ['submit', 'button', 'file'].includes(type)
    )
      return
    if (['checkbox', 'radio'].includes(type) && control.attr('checked') === undefined) return
    if (control.is('select')) {
      const chosen = control.find('option[selected]').first()
      const option = chosen.length > 0 ? chosen : control.find('option').first()
      if (option.length > 0) entries.push([name, option.attr('value') ?? option.text()])
      return
    }
    const value = control.is('textarea') ? control.text() : control.attr('value')
    entries.push([name, value ?? (type === 'checkbox' ? 'on' : '')])
  })
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || value instanceof File) entries.push([name, value])
    else for (const one of value) entries.push([name, one])
  }
  return entries
}

/** The request that submitting a form makes. */
export async function formRequest(
  $: CheerioAPI,
  pageUrl: string,
  selector: string,
  fields: Fields,
): Promise<FormRequest> {
  const form = $(selector).first()
  if (!form.is('form')) throw new Error(`There is no form ${selector} on ${new URL(pageUrl).pathname}`)
  const url = new URL(form.attr('action') || pageUrl, pageUrl)
  const entries = entriesOf($, selector, fields)
  const plain = new URLSearchParams()
  for (const [name, value] of entries) plain.append(name, value instanceof File ? value.name : value)
  if ((form.attr('method') ?? 'get').toLowerCase() !== 'post') {
    url.search = plain.toString()
    return { method: 'GET', url, body: null }
  }
  if (form.attr('enctype') !== 'multipart/form-data') {
    const bytes = Buffer.from(plain.toString())
    return { method: 'POST', url, body: { type: 'application/x-www-form-urlencoded', bytes } }
  }
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  const encoded = new Response(data)
  const bytes = Buffer.from(await encoded.arrayBuffer())
  return { method: 'POST', url, body: { type: encoded.headers.get('content-type') ?? '', bytes } }
}

/** Selector of the form that the page's script would send by itself, or `null`. */
export function autoForm($: CheerioAPI): string | null {
  for (const marked of ['form#auto', 'form[data-auto-submit]', 'form:has(input[name="JWT"])']) {
    if ($(marked).length > 0) return marked
  }
  const scripts = $('script').text()
  return $('form').length === 1 && /\.(requestSubmit|submit)\(\)/.test(scripts) ? 'form' : null
}
