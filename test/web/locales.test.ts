import { expect } from 'chai'
import { FINDING_CODES, PLATFORM_CHECKS, TOOL_CHECKS } from '../../src/app/operating/findings.ts'
import { ACTIVITY_FAULTS, KINDS, SOURCES } from '../../src/core/activity.ts'
import { PROBE_IDS } from '../../src/lti/diagnosis/types.ts'
import { TABLE_FAULTS } from '../../src/tables/index.ts'
import { LANGUAGES, readLocale } from '../../src/web/language/locales.ts'

const PLURAL = /_(zero|one|two|few|many|other)$/

function flatten(node: Record<string, unknown>, path = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') flat.set(path + key, value)
    else
      for (const [below, text] of flatten(value as Record<string, unknown>, `${path}${key}.`))
        flat.set(below, text)
  }
  return flat
}

const placeholders = (text: string) => [...new Set(text.match(/{{\w+}}/g) ?? [])].sort()

/** Base key → every placeholder that any of its forms uses. */
function byBase(flat: Map<string, string>): Map<string, Set<string>> {
  const bases = new Map<string, Set<string>>()
  for (const [key, text] of flat) {
    const base = key.replace(PLURAL, '')
    const known = bases.get(base) ?? new Set()
    for (const placeholder of placeholders(text)) known.add(placeholder)
    bases.set(base, known)
  }
  return bases
}

describe('the language files', () => {
  const files = new Map(LANGUAGES.map((language) => [language, flatten(readLocale(language))]))
  const english = byBase(files.get('en') ?? new Map())

  for (const language of LANGUAGES) {
    const flat = files.get(language) ?? new Map<string, string>()

    it(`hold the same keys in ${language} as in English`, () => {
      expect([...byBase(flat).keys()].sort()).to.deep.equal([...english.keys()].sort())
    })

    it(`use the same placeholders in ${language} as in English`, () => {
      for (const [base, used] of byBase(flat)) {
        expect([...used].sort(), base).to.deep.equal([...(english.get(base) ?? [])].sort())
      }
    })

    it(`have every plural form that ${language} needs`, () => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
      const plurals = new Set(
        [...flat.keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
      )
      expect(plurals.size).to.be.greaterThan(5)
      for (const base of plurals) {
        for (const category of pluralCategories)
          expect(flat.has(`${base}_${category}`), `${base}_${category}`).to.equal(true)
      }
    })

    it(`leave nothing empty in ${language}`, () => {
      for (const [key, text] of flat) expect(text.trim(), key).to.not.equal('')
    })

    it(`have words for everything that a diagnosis can say in ${language}, and a mend for what does not pass`, () => {
      const needs = (key: string) => expect(flat.has(key), key).to.equal(true)
      for (const check of [...TOOL_CHECKS, ...PLATFORM_CHECKS, ...PROBE_IDS]) needs(`doctor.checks.${check}`)
      for (const code of Object.values(FINDING_CODES).flat()) needs(`doctor.codes.${code}.text`)
      for (const code of [...FINDING_CODES.fail, ...FINDING_CODES.unknown]) needs(`doctor.codes.${code}.mend`)
      const known = new Set<string>(Object.values(FINDING_CODES).flat())
      const told = [...flat.keys()].flatMap((key) => /^doctor\.codes\.(\w+)\./.exec(key)?.[1] ?? [])
      expect(told.filter((code) => !known.has(code))).to.deep.equal([])
    })

    it(`say in ${language} what is wrong with a table`, () => {
      for (const code of TABLE_FAULTS) expect(flat.has(`errors.${code}.title`), code).to.equal(true)
    })

    it(`name every kind, source and fault in ${language}`, () => {
      for (const kind of KINDS)
        expect(flat.has(`kinds.${kind}`) && flat.has(`kindsIn.${kind}`), kind).to.equal(true)
      for (const source of SOURCES) expect(flat.has(`sources.${source}`), source).to.equal(true)
      for (const fault of ACTIVITY_FAULTS) expect(flat.has(`faults.${fault}`), fault).to.equal(true)
    })
  }
})
