const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML that people copy elsewhere: what is put in stands as text, in an element and in a quoted attribute alike. */
export function markup(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw(
    { raw: parts },
    ...values.map((value) => String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)),
  )
}
