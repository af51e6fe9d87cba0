import { expect } from 'chai'
import { createMailer } from '../../src/mail/mailer.ts'
import { openSmtpServer, type SmtpServer } from '../support/smtp-server.ts'

const LETTER = {
  id: 'n1@tool.example',
  to: 'sian@example.org',
  subject: 'Derbyniwyd eich tystiolaeth: Arweinyddiaeth ddigidol — tŷ’r dysgwyr',
  text: 'Derbyniwyd eich tystiolaeth.\n\n.Llinell â dot, a gair hir: ŵŷ.\n',
}

describe('a letter', () => {
  let smtp: SmtpServer
  beforeEach(async () => {
    smtp = await openSmtpServer()
  })
  afterEach(() => smtp.close())
  const mailer = () => createMailer({ url: smtp.url, from: 'Credentials <credentials@example.ac.uk>' })

  it('arrives as it was written, from us, with an id of its own, and asks for no absence notes', async () => {
    expect(await mailer().send(LETTER)).to.equal('sent')
    const [letter] = smtp.letters
    expect(letter).to.include({ from: 'credentials@example.ac.uk', text: LETTER.text })
    expect(letter?.to).to.deep.equal([LETTER.to])
    expect(letter?.headers.get('subject')).to.equal(LETTER.subject)
    expect(letter?.headers.get('message-id')).to.equal('<n1@tool.example>')
    expect(letter?.headers.get('auto-submitted')).to.equal('auto-generated')
  })

  it('goes to nobody else, and brings no header of its own, whatever a VLE gave as address or title', async () => {
    for (const to of ['a@x.org, b@x.org', 'a@x.org\r\nBcc: b@x.org', 'A <a@x.org>', 'nobody', ''])
      expect(await mailer().send({ ...LETTER, to }), to).to.equal('refused')
    await mailer().send({ ...LETTER, subject: 'Course\r\nBcc: b@x.org' })
    expect(smtp.letters).to.have.length(1)
    expect(smtp.letters[0]?.headers.has('bcc')).to.equal(false)
  })

  it('is not needed to find out whether the server takes a connection', async () => {
    const settings = { url: smtp.url, from: 'a@example.ac.uk' }
    expect(await createMailer(settings).fault()).to.equal(null)
    expect(smtp.letters).to.deep.equal([])
    await smtp.close()
    expect(await createMailer(settings).fault()).to.be.oneOf(['ECONNECTION', 'ESOCKET'])
    smtp = await openSmtpServer()
  })

  it('that an address refuses for good is told from one that may be taken later', async () => {
    smtp.replies.set('gone@example.org', '550 5.1.1 <gone@example.org> no such user')
    smtp.replies.set('full@example.org', '452 4.2.2 <full@example.org> mailbox full')
    expect(await mailer().send({ ...LETTER, to: 'gone@example.org' })).to.equal('refused')
    expect(await mailer().send({ ...LETTER, to: 'full@example.org' })).to.equal('later')
    expect(smtp.letters).to.deep.equal([])
  })

  it('that a server does not take is a fault with a code, and no address in its words', async () => {
    smtp.hangUpAfterData = true
    const cut = await mailer()
      .send(LETTER)
      .catch((error: Error & { code?: string }) => error)
    await smtp.close()
    const away = await mailer()
      .send(LETTER)
      .catch((error: Error & { code?: string }) => error)
    for (const error of [cut, away]) {
      if (typeof error === 'string') throw new Error(`it was ${error}`)
      expect(error.code).to.match(/^E[A-Z]+$/)
      expect(JSON.stringify([error.message, error.stack])).to.not.contain('sian')
    }
  })
})
