import { expect } from 'chai'
import { AppError } from '../../src/app/errors.ts'
import { readArguments } from '../../src/cli/arguments.ts'
import { createOutput } from '../../src/cli/output.ts'
import { platformCommand } from '../../src/cli/platforms.ts'
import { FUNCTIONS } from '../../src/moodle/index.ts'
import { openStage, type Stage } from '../app/stage.ts'
import { run, SLOW } from './command.ts'

const TOKEN = '0123456789abcdef0123456789abcdef'

describe('the web service on the command line', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await openStage({ learners: 1 })
    stage.vle.webService.tokens[TOKEN] = [...FUNCTIONS]
  })
  afterEach(() => stage.close())

  async function command(...words: string[]) {
    const said: string[] = []
    const put = (text: string) => void said.push(text)
    const args = readArguments(['platform', 'webservice', ...words])
    const { store, random, deps } = stage.tool
    const given = { store, random, moodleSites: deps.moodleSites, allowPrivate: true }
    const code = await platformCommand(
      args,
      createOutput(words.includes('--json'), { out: put, err: put }),
      given,
    )
    return { code, said: said.join('\n') }
  }
  const connect = (token = TOKEN, ...more: string[]) =>
    command('--platform', stage.platform.id, '--url', `${stage.vle.url}/`, '--token', token, ...more)
  async function refused(work: Promise<unknown>): Promise<AppError> {
    const error = await work.then(
      () => expect.fail('it was taken'),
      (reason: unknown) => reason,
    )
    if (!(error instanceof AppError)) throw error
    return error
  }
  const site = () => stage.tool.store.moodleSites.of(stage.platform.id)

  it('is kept once Moodle has answered, by the platform’s id or name, and the token is shown nowhere', async () => {
    const { code, said } = await connect()
    expect([code, said]).to.deep.equal([0, 'The VLE: Reference VLE answers (4.5.6 (Build: 20250811)).'])
    expect(await site()).to.include({ url: stage.vle.url })
    const named = await command('--platform', 'The VLE', '--url', stage.vle.url, '--token', TOKEN, '--json')
    expect(JSON.parse(named.said)).to.deep.include({ platform: stage.platform.id, missing: [] })
    expect(said + named.said + JSON.stringify(await site())).not.to.contain(TOKEN)
  })

  it('says what the token’s service lacks', async () => {
    stage.vle.webService.tokens[TOKEN] = FUNCTIONS.slice(0, 2)
    const { code, said } = await connect()
    expect(code).to.equal(1)
    expect(said).to.contain(`lacks: ${FUNCTIONS.slice(2).join(', ')}`)
  })

  it('is not kept where Moodle does not take the token, or what is given can be none', async () => {
    expect(await refused(connect('another-token'))).to.include({ code: 'moodle_token_invalid', status: 2 })
    expect((await refused(connect('two words'))).message).to.contain('no token')
    const wrong = command('--platform', stage.platform.id, '--url', 'moodle', '--token', TOKEN)
    expect((await refused(wrong)).message).to.contain('--url')
    expect((await refused(command('--platform', 'nobody', '--url', stage.vle.url))).code).to.equal(
      'platform_not_found',
    )
    expect(await site()).to.equal(null)
  })

  it('is taken away, with its token', async () => {
    await connect()
    const remove = () => command('--platform', stage.platform.id, '--remove')
    expect((await remove()).code).to.equal(0)
    expect(await site()).to.equal(null)
    expect((await remove()).code).to.equal(1)
  })

  it('has its token encrypted anew with the private keys', async () => {
    await connect()
    const { moodleSites } = stage.tool.deps
    expect(await moodleSites.reseal()).to.deep.equal({ sealed: 0, unreadable: [] })
    const kept = await site()
    if (!kept) throw new Error('nothing was kept')
    await stage.tool.store.moodleSites.save({ ...kept, encryptedToken: 'v2.elsewhere.AAAA' })
    expect(await moodleSites.reseal()).to.deep.equal({ sealed: 0, unreadable: [stage.platform.id] })
    const [platform] = (await stage.tool.doctor.examine(stage.platform.id)).platforms
    expect(platform?.findings).to.deep.include({
      ...{ check: 'web-service', outcome: 'fail', code: 'moodle_token_unreadable' },
      ...{ detail: {}, mendBy: 'operator' },
    })
  })

  describe('in the diagnosis', () => {
    const found = async () => {
      const [platform] = (await stage.tool.doctor.examine(stage.platform.id)).platforms
      const one = platform?.findings.find(({ check }) => check === 'web-service')
      return one && `${one.outcome} ${one.code} ${one.mendBy}`
    }

    it('is not mentioned where there is none', async () => {
      expect(await found()).to.equal(undefined)
    })

    it('passes, fails or is unknown, and tells who mends it', async () => {
      await stage.tutor()
      await connect()
      expect(await found()).to.equal('pass moodle_answers null')
      const { webService, faults } = stage.vle
      webService.closedCourses.push('2')
      expect(await found()).to.equal('fail moodle_course_closed vle')
      webService.tokens[TOKEN] = FUNCTIONS.slice(0, 1)
      expect(await found()).to.equal('fail moodle_functions_missing vle')
      delete webService.tokens[TOKEN]
      expect(await found()).to.equal('fail moodle_token_invalid both')
      faults.webServiceStatus = 503
      expect(await found()).to.equal('unknown moodle_away vle')
    })
  })

  it('reads the token where it is typed: from the environment or standard input, or says that it is needed', async function typed() {
    this.timeout(SLOW)
    const words = ['platform', 'webservice', '--platform', 'nobody', '--url', 'https://moodle.example']
    const settings = { DATA_DIR: `${stage.folder}/desk` }
    const given = await run({ ...settings, MOODLE_TOKEN: TOKEN }, ...words)
    expect(given.stderr).to.equal('no platform nobody\n')
    const none = await run(settings, ...words)
    expect([none.code, none.stderr]).to.deep.equal([
      2,
      'the token is needed: on standard input, or in MOODLE_TOKEN\n',
    ])
  })
})
