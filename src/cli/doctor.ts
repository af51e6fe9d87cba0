import type { DoctorReport, PlatformReport } from '../app/operating/doctor.ts'
import type { Finding } from '../app/operating/findings.ts'
import { type Translate, wordsOf } from '../app/operating/words.ts'
import { productOf } from '../lti/index.ts'
import { type Arguments, optional } from './arguments.ts'
import type { DoctorCommandDeps } from './commands.ts'
import type { Output } from './output.ts'

const EXIT = { pass: 0, fail: 1, unknown: 2 } as const
const SIGN = { pass: '✓', fail: '✗', unknown: '?' } as const

/** A finding with its words, as `--json` tells it. */
type Told = Finding & { readonly message: string; readonly mend: string | null }

/**
 * `doctor [--platform ID] [--json]`: looks at everything and says how to mend it. Exits 0 when all passes, 1 when
 * something fails, 2 when nothing failed but something could not be asked.
 */
export async function doctorCommand(
  args: Arguments,
  output: Output,
  { doctor, toolUrl, words }: DoctorCommandDeps,
): Promise<number> {
  const t: Translate = (key, values) => words('en', key, values)
  const report = await doctor.examine(optional(args, 'platform') ?? undefined)
  const told = tell(report, toolUrl, t)
  output.result(told, () =>
    [
      ...lines(told.findings, t),
      ...told.platforms.flatMap(({ name, issuer, clientId, id, findings }) => [
        '',
        `${name} · ${issuer} · ${clientId} · ${id}`,
        ...lines(findings, t),
      ]),
      '',
      t(`doctor.summary.${report.outcome}`, {}),
    ].join('\n'),
  )
  return EXIT[report.outcome]
}

function tell(report: DoctorReport, toolUrl: string, t: Translate) {
  const inWords =
    (platform: PlatformReport | null) =>
    (finding: Finding): Told => {
      const product = platform ? productOf(platform) : 'other'
      const { text: message, mend } = wordsOf(finding, { product, toolUrl }, t)
      return { ...finding, message, mend }
    }
  return {
    ...report,
    findings: report.findings.map(inWords(null)),
    platforms: report.platforms.map((one) => ({ ...one, findings: one.findings.map(inWords(one)) })),
  }
}

function lines(findings: readonly Told[], t: Translate): string[] {
  return findings.flatMap(({ check, outcome, message, mend }) => [
    `${SIGN[outcome]} ${t(`doctor.checks.${check}`, {})}: ${message}`,
    ...(mend === null ? [] : [`    ${mend}`]),
  ])
}
