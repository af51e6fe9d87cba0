import { expect } from 'chai'
import { safeName } from '../../src/files/name.ts'

const pdf = (name: string) => safeName(name, 'application/pdf')

describe('the name of a file', () => {
  it('keeps letters of every script', () => {
    expect(pdf('Cynllun y tŷ 学習計画 🎓.pdf')).to.equal('Cynllun y tŷ 学習計画 🎓.pdf')
    expect(pdf('e\u0301.PDF'), 'as one character').to.equal('é.PDF')
    expect(pdf('می\u200cخواهم.pdf'), 'joiners that Persian needs').to.equal('می\u200cخواهم.pdf')
  })
  for (const [given, safe] of [
    ['../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\boot.pdf', 'boot.pdf'],
    ['/', 'file.pdf'],
    ['', 'file.pdf'],
    ['...', 'file.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['fdp.\u202eexe.pdf', 'fdp.exe.pdf'],
    ['a<b>:"|?*.pdf', 'ab.pdf'],
    [' a   b .pdf', 'a b.pdf'],
  ] as const)
    it(`is ${safe} for ${JSON.stringify(given)}`, () => {
      expect(pdf(given)).to.equal(safe)
    })

  it('is cut where it is long, and keeps its ending', () => {
    const name = pdf(`${'é'.repeat(500)}.pdf`)
    expect([...name]).to.have.length(124)
    expect(name).to.match(/é\.pdf$/)
  })
})
