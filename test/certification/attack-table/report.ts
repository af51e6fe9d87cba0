import type { Outcome } from '../judge.ts'

/** One row of the table: a case, and how each tool ended it. */
export interface Row {
  readonly what: string
  readonly ours: Outcome
  readonly peer: Outcome
}

export interface Table {
  readonly attacks: readonly Row[]
  readonly oddities: readonly Row[]
}

/** An attack is held where it is refused, a legal oddity where it is accepted. */
const right = (outcome: Outcome, wanted: boolean) => outcome.accepted === wanted

function cell(outcome: Outcome, wanted: boolean): string {
  const verb = outcome.accepted ? 'accepts' : 'refuses'
  const said = outcome.said === '' ? '' : outcome.accepted ? `: ${outcome.said}` : ` (${outcome.said})`
  return right(outcome, wanted) ? `${verb}${said}` : `**${verb}**${said}`
}

/** Both columns as a Markdown table; what is wrong stands in bold. */
export function tableOf(rows: readonly Row[], wanted: boolean): string {
  const cells = rows.map(({ what, ours, peer }) => [what, cell(ours, wanted), cell(peer, wanted)])
  const all = [['case', 'Credential Ladder', 'ltijs 5.9.9'], ...cells]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[], fill = ' ') =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const [head = [], ...body] = all
  return [line(head), line(['', '', ''], '-'), ...body.map((row) => line(row))].join('\n')
}

const count = (rows: readonly Row[], wanted: boolean, column: 'ours' | 'peer') =>
  `${rows.filter((row) => right(row[column], wanted)).length} of ${rows.length}`

/** The page of the documentation. */
export function pageOf({ attacks, oddities }: Table): string {
  const total = (rows: readonly Row[], wanted: boolean, verb: string) =>
    `Credential Ladder ${verb} ${count(rows, wanted, 'ours')}, ltijs ${count(rows, wanted, 'peer')}.`
  return `# Side by side with ltijs 5.9.9

The same reference VLE, with the same key, launches Credential Ladder and ltijs 5.9.9 in every way below over HTTP. ltijs runs in a process
of its own with its Sequelize plugin (ltijs-sequelize 2.4.4) on SQLite, set up as its documentation has it for production:
\`devMode: false\`, \`cookies: { secure: true, sameSite: 'None' }\`, platforms registered by the address of their key set, everything else as it
comes. It stands at \`http://localhost\`, where browsers keep secure cookies too. What is wrong stands in **bold**; what a tool
said is in brackets. \`WRITE_DOCS=1 npm test -- side-by-side\` writes this page anew.

## Attacks: to be refused

${total(attacks, false, 'refuses')}

${tableOf(attacks, false)}

## Unusual and legal: to be accepted

${total(oddities, true, 'accepts')}

${tableOf(oddities, true)}
`
}
