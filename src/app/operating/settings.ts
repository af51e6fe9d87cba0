import { type Finding, finding } from './findings.ts'

/** What a diagnosis needs of the settings. */
export interface OperatingSettings {
  /** What is wrong with them, each with the variable's name. */
  readonly problems: readonly string[]
  /** `https://tool`, without a trailing slash. */
  readonly toolUrl: string
  /** Whether that names this machine or a private network. */
  readonly isPrivate: boolean
  /** Whether http and private addresses are let in: a demo or a laboratory. */
  readonly allowPrivate: boolean
  readonly refreshMinutes: number
}

export function checkSettings({ problems }: OperatingSettings): Finding {
  return problems.length === 0
    ? finding('settings', 'pass', 'settings_right')
    : finding('settings', 'fail', 'settings_wrong', { problems: problems.join('; ') })
}

/** Whether others could reach the tool where it says it is. Whether they do is another question: `checkOutside`. */
export function checkPublicUrl({ toolUrl, isPrivate, allowPrivate }: OperatingSettings): Finding {
  const detail = { url: toolUrl }
  const isHttps = toolUrl.startsWith('https:')
  if (isHttps && !isPrivate) return finding('public-url', 'pass', 'public_url_https', detail)
  if (allowPrivate) return finding('public-url', 'pass', 'public_url_in_laboratory', detail)
  return finding('public-url', 'fail', isPrivate ? 'public_url_private' : 'public_url_on_http', detail)
}
