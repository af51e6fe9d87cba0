import type { Results } from '../../../bench/support/results.ts'
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
  /** How often ten launches in a row fetch the platform's key set. */
  readonly keySetFetches: Readonly<Record<'ours' | 'peer', number>>
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
  return markdown(['case', 'Credential Ladder', 'ltijs 5.9.9'], cells)
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[], fill = ' ') =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  return [line(head), line([], '-'), ...rows.map((row) => line(row))].join('\n')
}

/** The launch benchmark as it was last kept in `bench/results.json`. */
function speedOf(results: Results): string {
  const found = Object.entries(results).filter(([id]) => /^G11\b/.test(id))
  return markdown(
    ['what', 'ratio', 'goal', 'measured'],
    found.map(([, { what, ratio, goal, measured }]) => [what, String(ratio), goal, measured]),
  )
}

const count = (rows: readonly Row[], wanted: boolean, column: 'ours' | 'peer') =>
  `${rows.filter((row) => right(row[column], wanted)).length} of ${rows.length}`

/** The page of the documentation. */
export function pageOf({ attacks, oddities, keySetFetches }: Table, results: Results): string {
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

## Speed

Ten launches in a row fetch the platform's key set ${keySetFetches.ours} times in Credential Ladder, which keeps it, and ${keySetFetches.peer} times in ltijs.

Both in production mode in processes of their own, launched in turn by one load generator; what it takes to sign the platform's tokens is
not counted. \`npm run bench -- launch\` measures it anew.

${speedOf(results)}
`
}
