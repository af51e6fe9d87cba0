import { LtiError } from './errors.ts'

/**
 * An address of the tool itself, parsed as a browser would. What a browser could read as another host (`//evil.example`,
 * backslashes, user names before an @) is refused, in the path as well: pages redirect to it.
 *
 * @throws LtiError `target_link_invalid` or `target_link_foreign`
 */
export function ownAddress(value: string, toolUrl: string): URL {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop control characters from an address, so it would change meaning
  const smuggled = /[\\\u0000-\u0020\u007f]/.test(value)
  if (smuggled || !/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value)) {
    throw new LtiError('target_link_invalid', 'target_link_uri is no plain absolute address')
  }
  const url = new URL(value)
  if (url.username !== '' || url.password !== '' || url.pathname.startsWith('//')) {
    throw new LtiError('target_link_invalid', 'target_link_uri holds a user name or a second host')
  }
  if (url.origin !== new URL(toolUrl).origin) {
    throw new LtiError('target_link_foreign', 'target_link_uri is not an address of this tool')
  }
  return url
}
