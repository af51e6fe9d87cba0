import { expect } from 'chai'
import { LANGUAGES, loadLocales, readLocale } from '../../src/web/language/locales.ts'
import { createSay, type Values } from '../../src/web/language/say.ts'

const FORM = /_(zero|one|two|few|many|other)$/
const COUNTS = [undefined, 0, 1, 2, 3, 6, 7, 1.5]

/** Every key of a language with its text, and the keys that it is a form of. */
function* keysIn(node: object, path = ''): Generator<{ key: string; text: string }> {
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string') yield { key: `${path}${name}`, text: value }
    else yield* keysIn(value, `${path}${name}.`)
  }
}

describe('words', () => {
  for (const language of LANGUAGES)
    it(`are those that i18next finds, for every key and form in ${language}`, async () => {
      const locales = await loadLocales()
      const say = createSay(locales, language)
      const find = locales.getFixedT(language)
      let compared = 0
      // The second time round the words are those that were kept.
      for (const round of [1, 2])
        for (const { key, text } of keysIn(readLocale(language))) {
          const base = key.replace(FORM, '')
          const [, plain = base, context] = /^(.*[^_])_([\w-]+)$/.exec(base) ?? []
          const names = [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '')
          const values = Object.fromEntries(names.map((name, at) => [name, `<${name} & ${at}${round}>`]))
          for (const count of FORM.test(key) ? COUNTS : [undefined, 1])
            for (const asked of [{ key: base }, { key: plain, context }]) {
              const all: Values = { ...values, count, context: asked.context }
              expect(say(asked.key, all), asked.key).to.equal(find(asked.key, { ...all }))
              compared += 1
            }
        }
      expect(compared).to.be.greaterThan(5_000)
    })

  it('take no key for another that has a context with a space', async () => {
    const say = createSay(await loadLocales(), 'en')
    expect(say('rung.ended', { context: 'x', date: 'today' })).to.not.equal('')
    expect(say('no such key')).to.equal('no such key')
    expect(say('no such', { context: 'key' })).to.equal('no such')
  })

  it('show a place that nobody filled, and print what looks like a place in a value as it is', async () => {
    const say = createSay(await loadLocales(), 'en')
    expect(say('time.at', { date: '{{time}} $t(time.today)' })).to.equal(
      '{{time}} $t(time.today) at {{time}}',
    )
  })
})
