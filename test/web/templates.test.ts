import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createTemplates } from '../../src/web/templates.ts'

const say =
  (language: string) =>
  (key: string, values: object = {}) =>
    [`${language}:${key} <b>`, ...Object.values(values)].join(' ')

describe('templates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-views-'))
  const view = join(folder, 'page.hbs')
  before(() => {
    for (const name of ['layouts', 'partials']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'layouts', 'plain.hbs'), '<html>{{t "top"}}{{{body}}}</html>\n')
    writeFileSync(join(folder, 'partials', 'part.hbs'), '[{{t "part"}} {{given}}]')
  })
  after(() => rmSync(folder, { recursive: true }))
  const show = (source: string, values: object = {}, language: 'en' | 'cy' = 'en') => {
    writeFileSync(view, source)
    return createTemplates(folder, { en: say('en'), cy: say('cy') }).render(view, 'plain', language, values)
  }
  const top = (language: string) => `${language}:top &lt;b&gt;`

  it('hold their words in each language, escaped, also in partials and in what is handed to them', () => {
    const source = '{{t "one"}} {{{t "two"}}} {{> part given=(t "three")}}'
    for (const language of ['en', 'cy'] as const)
      expect(show(source, {}, language)).to.equal(
        `<html>${top(language)}${language}:one &lt;b&gt; ${language}:two <b> [${language}:part &lt;b&gt; ${language}:three &lt;b&gt;]</html>`,
      )
  })

  it('fill in values, and escape them', () => {
    expect(
      show('{{t "one" name=name}}{{name}}{{#each list}}{{this}}{{@root.name}}{{/each}}', {
        name: '<i>',
        list: ['"'],
      }),
    ).to.equal(`<html>${top('en')}en:one &lt;b&gt; &lt;i&gt;&lt;i&gt;&quot;&lt;i&gt;</html>`)
  })

  it('take a key from a value', () => {
    expect(show('{{t key}}', { key: 'one' })).to.equal(`<html>${top('en')}en:one &lt;b&gt;</html>`)
  })

  it('ask for what is dear only where they name it', () => {
    let asked = 0
    const dear = () => `${++asked}`
    expect(show('nothing', { dear })).to.contain('nothing')
    expect(asked).to.equal(0)
    expect(show('{{dear}}', { dear })).to.contain('1')
  })

  it('refuse a helper that is not there', () => {
    expect(() => show('{{translate "one"}}')).to.throw('translate')
  })
})
