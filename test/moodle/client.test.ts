import { expect } from 'chai'
import { createMoodleClient, FUNCTIONS, MoodleError } from '../../src/moodle/index.ts'

const SITE = { url: 'https://moodle.example/campus/', token: 'secret-token' }

interface Asked {
  readonly url: string
  readonly init: RequestInit
}

/** A site that answers every call with this, and what it was asked. */
function answering(reply: unknown, status = 200) {
  const asked: Asked[] = []
  const body = typeof reply === 'string' ? reply : JSON.stringify(reply)
  const fetch = (async (url: string, init: RequestInit) => {
    asked.push({ url, init })
    return new Response(body, { status })
  }) as typeof globalThis.fetch
  return { asked, client: createMoodleClient(fetch, SITE) }
}

async function fault(work: Promise<unknown>): Promise<MoodleError> {
  const error = await work.then(
    () => expect.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof MoodleError)) throw error
  return error
}

const refusal = (errorcode: string) => ({ exception: 'moodle_exception', errorcode, message: 'Secret words' })

describe('Moodle’s web services', () => {
  it('are called with the token in the body alone, and follow no redirect with it', async () => {
    const { asked, client } = answering({ sitename: 'Campus', release: '4.5', functions: [] })
    await client.siteInfo()
    const [{ url, init } = expect.fail('nothing was asked')] = asked
    expect(url).to.equal('https://moodle.example/campus/webservice/rest/server.php')
    expect(init).to.include({ method: 'POST', redirect: 'manual' })
    expect(Object.fromEntries(new URLSearchParams(String(init.body)))).to.deep.equal({
      wstoken: 'secret-token',
      wsfunction: 'core_webservice_get_site_info',
      moodlewsrestformat: 'json',
    })
    expect((await fault(answering('', 302).client.siteInfo())).code).to.equal('moodle_reply_invalid')
  })

  it('tell which functions a token lacks', async () => {
    const functions = FUNCTIONS.slice(1).map((name) => ({ name, version: '1' }))
    const info = await answering({ sitename: 'Campus', release: '4.5', functions }).client.siteInfo()
    expect(info).to.deep.equal({ name: 'Campus', release: '4.5', missing: [FUNCTIONS[0]] })
  })

  it('list a course’s activities in order, without labels and what is being deleted', async () => {
    const module = (id: number, more = {}) => ({
      id,
      name: `M${id}`,
      modname: 'quiz',
      completion: 2,
      ...more,
    })
    const { client } = answering([
      { id: 1, modules: [module(5), module(6, { modname: 'label' })] },
      { id: 2, modules: [module(3, { completion: 0 }), module(4, { deletioninprogress: true })] },
    ])
    expect(await client.modules('2')).to.deep.equal([
      { id: '5', name: 'M5', type: 'quiz', tracked: true },
      { id: '3', name: 'M3', type: 'quiz', tracked: false },
    ])
  })

  it('tell completion: complete and passed are, incomplete and failed are not', async () => {
    const statuses = [0, 1, 2, 3].map((state) => ({
      cmid: 10 + state,
      state,
      timecompleted: state ? 1760000000 : 0,
    }))
    const found = await answering({ statuses, warnings: [] }).client.completion('2', '5')
    expect([...found].map(([id, { completed }]) => [id, completed])).to.deep.equal([
      ['10', false],
      ['11', true],
      ['12', true],
      ['13', false],
    ])
    expect(found.get('11')?.at).to.equal('2025-10-09T08:53:20.000Z')
    expect(found.get('10')?.at).to.equal(null)
  })

  it('tell grades of activities by their share, not those of columns, of the course, or none', async () => {
    const gradeitems = [
      { cmid: 10, graderaw: 7.5, grademin: 0, grademax: 10, gradedategraded: 1760000000 },
      { cmid: 10, itemnumber: 1, graderaw: 1, grademin: 0, grademax: 10 },
      { cmid: 11, graderaw: 3, grademin: 1, grademax: 4, gradedategraded: null },
      { cmid: 12, graderaw: null, grademin: 0, grademax: 10 },
      { itemtype: 'manual', graderaw: 4, grademin: 0, grademax: 5 },
    ]
    const found = await answering({ usergrades: [{ gradeitems }], warnings: [] }).client.grades('2', '5')
    expect([...found]).to.deep.equal([
      ['10', { score: 7.5, maximum: 10, at: '2025-10-09T08:53:20.000Z' }],
      ['11', { score: 2, maximum: 3, at: null }],
    ])
  })

  for (const [errorcode, code, retryable] of [
    ['invalidtoken', 'moodle_token_invalid', false],
    ['accessexception', 'moodle_function_refused', false],
    ['requireloginerror', 'moodle_course_closed', false],
    ['nopermission', 'moodle_permission_missing', false],
    ['nopermissions', 'moodle_permission_missing', false],
    ['servicenotavailable', 'moodle_service_off', false],
    ['invalidrecord', 'moodle_not_found', false],
    ['sitemaintenance', 'moodle_maintenance', true],
    ['constructor', 'moodle_failed', true],
    ['', 'moodle_failed', true],
  ] as const)
    it(`refuse with HTTP 200 and ‘${errorcode}’, which is ${code}`, async () => {
      const error = await fault(answering(refusal(errorcode)).client.modules('2'))
      expect(error).to.include({ code, retryable })
      expect(error.detail).to.deep.equal({ wsfunction: 'core_course_get_contents', errorcode })
      expect(JSON.stringify([error.message, error.detail])).not.to.match(/secret/i)
    })

  for (const [what, reply, status, code] of [
    ['a server error', 'Oops', 503, 'moodle_away'],
    ['a page that is not there', '<h1>Not found</h1>', 404, 'moodle_reply_invalid'],
    ['a page to sign in', '<html>Sign in</html>', 200, 'moodle_reply_invalid'],
    ['another shape', { statuses: 'none' }, 200, 'moodle_reply_invalid'],
    ['nothing', 'null', 200, 'moodle_reply_invalid'],
  ] as const)
    it(`say nothing of what Moodle knows where ${what} comes`, async () => {
      expect(await fault(answering(reply, status).client.completion('2', '5'))).to.include({
        code,
        retryable: true,
      })
    })

  it('are away where no connection comes about, and refused where the address may not be asked', async () => {
    const failing = (error: Error) =>
      createMoodleClient((() => Promise.reject(error)) as typeof globalThis.fetch, SITE)
    expect((await fault(failing(new TypeError('fetch failed')).siteInfo())).code).to.equal('moodle_away')
    const refused = Object.assign(new Error('no'), { code: 'address_refused' })
    expect(await fault(failing(refused).siteInfo())).to.include({
      code: 'moodle_address_refused',
      retryable: false,
    })
  })

  it('may not fill the memory', async () => {
    const { client } = answering(`"${'x'.repeat(9 * 1024 * 1024)}"`)
    expect((await fault(client.siteInfo())).code).to.equal('moodle_reply_invalid')
  })
})
