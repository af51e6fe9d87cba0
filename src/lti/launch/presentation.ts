import { CLAIM, type Claims } from '../claims.ts'
import { httpUrl, object, text } from '../values.ts'

/** `launch_presentation` (LTI 1.3 core §5.4.4). Moodle's return URL holds the user's session key: it is never logged. */
export function readPresentation(claims: Claims): { locale: string | null; returnUrl: string | null } {
  const presentation = object(claims[CLAIM.launchPresentation])
  return { locale: text(presentation.locale), returnUrl: httpUrl(presentation.return_url) }
}
