import type { Site } from '../site.ts'
import type { User } from '../types.ts'
import { style } from './style.ts'

/** Markup that is safe as it stands. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

type Value = Html | string | number | null | undefined | false | readonly Value[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one)

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(render).join('')
  return escapeHtml(String(value))
}

/** A template whose values are escaped, unless they are `Html` themselves. */
export const html = (parts: TemplateStringsArray, ...values: Value[]) =>
  new Html(parts.reduce((text, part, index) => text + render(values[index - 1]) + part))

/** A whole page of the VLE, with the person's name and the way out. */
export function page(
  site: Site,
  title: string,
  user: User | null,
  body: Html,
  options: { wide?: boolean } = {},
): string {
  return `<!doctype html>${html`<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${site.title}</title>
<style>${new Html(style)}</style></head><body class="${options.wide ? 'wide' : 'page'}">
<header class="top"><a class="home" href="/">${site.title}</a>${
    user &&
    html`<form method="post" action="/leave"><span>${user.givenName} ${user.familyName}</span>
<button class="quiet">Leave</button></form>`
  }</header><main>${body}</main></body></html>`}`
}

export const messagePage = (site: Site, title: string, words: string) =>
  page(
    site,
    title,
    null,
    html`<h1>${title}</h1><p class="error">${words}</p><p><a href="/" target="_top">Back to the front page</a></p>`,
  )

/** A form that sends itself, with a button for when scripts are off. */
export function autoForm(
  label: string,
  form: {
    readonly method: string
    readonly action: string
    readonly params: Readonly<Record<string, string>>
  },
): string {
  const fields = Object.entries(form.params).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return `<!doctype html>${html`<html lang="en"><head><meta charset="utf-8"><title>${label}</title></head><body>
<form id="auto" method="${form.method}" action="${form.action}">${fields}
<button>${label}</button></form>
<script>document.getElementById('auto').querySelector('button').hidden = true; document.getElementById('auto').submit()</script>
</body></html>`}`
}
