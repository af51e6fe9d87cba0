import type { FileStore, Mailer } from '../ports.ts'
import { type Finding, finding } from './findings.ts'

/** Whether files can be kept where the settings say, and whether the scanner, where there is one, lets a harmless file pass. */
export async function checkFiles(files: Pick<FileStore, 'condition'>): Promise<Finding[]> {
  const { fault, scan } = await files.condition()
  const kept =
    fault === null
      ? finding('files', 'pass', 'files_kept')
      : finding('files', 'fail', 'files_not_kept', { code: fault })
  if (scan === null) return [kept]
  if (scan === 'clean') return [kept, finding('scanner', 'pass', 'scanner_answers')]
  return [kept, finding('scanner', 'fail', scan === 'unknown' ? 'scanner_silent' : 'scanner_refuses')]
}

/** Whether the mail server takes a connection with the name and password of the settings. No letter is sent. Nothing where there is none. */
export async function checkMail(mailer: Pick<Mailer, 'fault'> | null): Promise<Finding[]> {
  if (mailer === null) return []
  const code = await mailer.fault()
  return [
    code === null
      ? finding('mail', 'pass', 'mail_answers')
      : finding('mail', 'fail', 'mail_unavailable', { code }),
  ]
}
