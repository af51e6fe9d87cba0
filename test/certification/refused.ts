import { expect } from 'chai'
import { load } from 'cheerio'
import type { Attempt } from './attempts.ts'
import { type At, INSTRUCTOR, LEARNER } from './forge.ts'
import { certification } from './stage.ts'

/**
 * Holds that a launch does not come through: it is refused with this code and status whoever makes it, opens no session, and
 * says so on a page in the reader's language, in words that hold no code.
 */
export async function expectRefused(attempt: Attempt, code: string, status = 400): Promise<void> {
  const { target } = await certification()
  for (const person of [LEARNER, INSTRUCTOR]) {
    const pages = new Set<string>()
    for (const language of ['en', 'cy']) {
      const reply = await refused({ target, person, language }, attempt, status)
      pages.add(wordsOn(await reply.text(), code, language))
    }
    expect(pages.size, 'words in both languages').to.equal(2)
  }
  const reply = await refused({ target, person: LEARNER, accept: 'application/json' }, attempt, status)
  const { error } = (await reply.json()) as { error: { code: string; message: string } }
  expect(error.code).to.equal(code)
  expect(error.message).to.match(/\p{L}+ \p{L}+/u)
}

async function refused(at: At, attempt: Attempt, status: number): Promise<Response> {
  const reply = await attempt(at)
  expect(reply.status).to.equal(status)
  expect(reply.headers.getSetCookie().filter((line) => line.startsWith('session='))).to.deep.equal([])
  return reply
}

function wordsOn(html: string, code: string, language: string): string {
  const $ = load(html)
  expect($('meta[name="error-code"]').attr('content')).to.equal(code)
  expect($('html').attr('lang')).to.equal(language)
  const lines = $('main h1, main p')
    .map((_index, element) => $(element).text().trim())
    .get()
  expect(lines.length).to.be.at.least(4)
  for (const line of lines) {
    expect(line)
      .to.match(/\p{L}+ \p{L}+/u)
      .and.not.match(/errors\.|\{\{/)
    expect(line).not.to.include(code)
  }
  return lines.join()
}
