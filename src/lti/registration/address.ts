const LONGEST = 2048

/** An absolute http or https address of a platform: no user name, no fragment, nothing a browser would read differently. */
export function isPlatformAddress(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > LONGEST) return false
  if (!/^https?:\/\/[^\s\\#@]+$/i.test(value) || !URL.canParse(value)) return false
  const { username, password } = new URL(value)
  return username === '' && password === ''
}
