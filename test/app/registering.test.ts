import { expect } from 'chai'
import type { RegistrationRequest } from '../../src/app/contract.ts'
import { approvePlatform } from '../../src/app/registering/approve.ts'
import { createRegistrationLink } from '../../src/app/registering/links.ts'
import { registerPlatform } from '../../src/app/registering/register.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'

type LinkOptions = Partial<Parameters<typeof createRegistrationLink>[1]>

const codeOf = (doing: Promise<unknown>): Promise<string | undefined> =>
  doing.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? String(error),
  )

describe('registering', () => {
  let stage: Stage
  const start = async (options: StageOptions = {}) => {
    stage = await openStage({ learners: 1, ...options })
  }
  afterEach(() => stage.close())

  const newLink = async (options: LinkOptions = {}) => {
    const all = { host: null, hours: 24, autoApprove: false, ...options }
    return (await createRegistrationLink(stage.tool.deps, all)).url
  }
  /** What the VLE's administrator's browser asks when the link is pasted; `updates`: the VLE's id of a tool that it knows. */
  const request = (link: string, updates: string | null = null): RegistrationRequest => {
    const { searchParams } = new URL(stage.vle.registrationAddress(link, updates))
    return {
      token: searchParams.get('token') ?? '',
      configurationUrl: searchParams.get('openid_configuration') ?? '',
      registrationToken: searchParams.get('registration_token'),
    }
  }
  const register = async (link: string, updates: string | null = null) =>
    stage.tool.app.register(request(link, updates))
  const saved = async (id: string) => stage.tool.store.platforms.byId(id)
  const toolOf = (clientId: string) => stage.vle.toolByClient(clientId)?.id ?? ''

  it('records the VLE as waiting, with its addresses, deployment and family', async () => {
    await start()
    const { platform, ...answer } = await register(await newLink())
    expect(answer).to.deep.include({ product: 'moodle', again: false, changeWaits: false })
    expect(await saved(platform.id)).to.deep.equal(platform)
    expect(platform).to.deep.include({
      ...stage.vle.platform,
      name: new URL(stage.vle.url).host,
      status: 'pending',
      family: 'moodle',
      deploymentIds: ['2'],
    })
    expect(stage.vle.registrations).to.have.length(1)
    expect(
      await stage.tool.store.lti.registrations(platform.issuer, platform.clientId),
      'for launches',
    ).to.have.length(0)
    expect(await approvePlatform(stage.tool.store, platform.id)).to.equal(true)
    expect(await stage.tool.store.lti.registrations(platform.issuer, platform.clientId)).to.have.length(1)
  })

  it('by a link that approves by itself lets the VLE in at once', async () => {
    await start()
    const { platform } = await register(await newLink({ autoApprove: true }))
    expect(platform.status).to.equal('approved')
  })

  it('works once for a link, whichever of several posts comes first', async () => {
    await start()
    const link = await newLink()
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(register(link))))
    expect(codes.filter((code) => code === undefined)).to.have.length(1)
    expect(
      codes.every((code) => code === undefined || /^registration_link_(busy|used)$/.test(code)),
    ).to.equal(true)
    expect(stage.vle.registrations).to.have.length(1)
    expect(await codeOf(register(link))).to.equal('registration_link_used')
  })

  it('is refused for a token that nobody gave, that is over, or that is for another host, before anything is asked', async () => {
    await start()
    expect(await codeOf(register(`${stage.toolUrl}/lti/register?token=guess`))).to.equal(
      'registration_link_unknown',
    )
    const link = await newLink({ hours: 1 })
    stage.clock.advance(60)
    expect(await codeOf(register(link))).to.equal('registration_link_expired')
    expect(await codeOf(register(await newLink({ host: 'moodle.example' })))).to.equal(
      'registration_host_refused',
    )
    expect(stage.vle.log.entries).to.deep.equal([])
    const { platform } = await register(await newLink({ host: new URL(stage.vle.url).host }))
    expect(platform.status).to.equal('pending')
  })

  it('leaves the link good when the VLE refuses, fails, or cannot be read', async () => {
    await start()
    const link = await newLink()
    const used = request(link)
    await stage.tool.app.register({ ...request(await newLink()), registrationToken: used.registrationToken })
    expect(await codeOf(stage.tool.app.register(used))).to.equal('registration_token_used')
    expect(await codeOf(stage.tool.app.register({ ...used, registrationToken: 'none' }))).to.equal(
      'registration_token_refused',
    )
    stage.vle.faults.registrationStatus = 500
    expect(await codeOf(register(link))).to.equal('registration_unanswered')
    stage.vle.faults.registrationStatus = null
    stage.vle.faults.down = true
    expect(await codeOf(register(link))).to.equal('configuration_unreachable')
    stage.vle.faults.down = false
    expect(await codeOf(register(link))).to.equal(undefined)
  })

  it('leaves the link good when the database fails after the VLE took it, and the repeat finds the same tool', async () => {
    await start()
    const link = await newLink()
    const failing = { ...stage.tool.store, write: () => Promise.reject(new Error('disk full')) }
    const once = registerPlatform(
      { ...stage.tool.deps, store: failing as typeof stage.tool.store },
      request(link),
    )
    expect(await codeOf(once)).to.equal('Error: disk full')
    const [, made] = stage.vle.tools()
    const { platform } = await register(link, made?.id ?? null)
    expect(platform.clientId).to.equal(made?.clientId)
    expect(stage.vle.tools()).to.have.length(2)
  })

  it('is good again two minutes after a process that held the link died', async () => {
    await start()
    const link = await newLink()
    // It dies: neither records nor gives back.
    const links = { ...stage.tool.store.registrationLinks, release: async () => {} }
    const store = {
      ...stage.tool.store,
      registrationLinks: links,
      write: () => Promise.reject(new Error('killed')),
    }
    await codeOf(
      registerPlatform({ ...stage.tool.deps, store: store as typeof stage.tool.store }, request(link)),
    )
    expect(await codeOf(register(link))).to.equal('registration_link_busy')
    stage.clock.advance(2)
    expect(await codeOf(register(link))).to.equal(undefined)
  })

  describe('again, under the same client id', () => {
    const MOVED = { jwksUrl: 'https://moved.example/jwks' }
    /** The VLE is known under another address of its keys than it now gives. */
    async function known(status: 'pending' | 'approved' | 'suspended') {
      await start()
      const { platform } = await register(await newLink())
      return stage.tool.store.platforms.save({ ...platform, ...MOVED, name: 'Our VLE', status })
    }
    const again = async (clientId: string, options: LinkOptions = {}) =>
      register(await newLink(options), toolOf(clientId))

    it('updates a waiting one, which keeps its id and name', async () => {
      const before = await known('pending')
      const { platform, again: known_, changeWaits } = await again(before.clientId)
      expect([known_, changeWaits]).to.deep.equal([true, false])
      expect(platform).to.deep.equal({ ...before, jwksUrl: stage.vle.platform.jwksUrl })
    })

    it('never points an approved one elsewhere until an operator approves', async () => {
      const before = await known('approved')
      const { changeWaits } = await again(before.clientId)
      expect(changeWaits).to.equal(true)
      expect(await saved(before.id)).to.deep.equal(before)
      expect(await approvePlatform(stage.tool.store, before.id)).to.equal(true)
      expect(await saved(before.id)).to.deep.equal({ ...before, jwksUrl: stage.vle.platform.jwksUrl })
      expect((await stage.tool.store.platforms.proposed()).size).to.equal(0)
    })

    it('by a link that approves by itself updates an approved one at once, and what waited is overtaken', async () => {
      const before = await known('approved')
      await again(before.clientId)
      const { platform, changeWaits } = await again(before.clientId, { autoApprove: true })
      expect([changeWaits, platform.jwksUrl]).to.deep.equal([false, stage.vle.platform.jwksUrl])
      expect((await stage.tool.store.platforms.proposed()).size).to.equal(0)
    })

    it('opens no suspended one, whatever the link', async () => {
      const before = await known('suspended')
      const { platform, changeWaits } = await again(before.clientId, { autoApprove: true })
      expect([platform.status, changeWaits]).to.deep.equal(['suspended', true])
      expect(await saved(before.id)).to.deep.equal(before)
    })

    it('with the same addresses leaves an approved one as it is', async () => {
      await start()
      const { platform } = await register(await newLink({ autoApprove: true }))
      const { changeWaits, platform: after } = await again(platform.clientId)
      expect([changeWaits, after]).to.deep.equal([false, platform])
    })
  })

  it('with Canvas comes from a host that the operator named, and brings its deployment by the first launch', async () => {
    await start({ behaviour: 'canvas', habits: { issuer: () => 'https://canvas.instructure.com' } })
    expect(await codeOf(register(await newLink({ autoApprove: true })))).to.equal('issuer_host_mismatch')
    const { host } = new URL(stage.vle.url)
    const { platform, product } = await register(await newLink({ autoApprove: true, host }))
    expect([product, platform.name]).to.deep.equal(['canvas', 'Reference VLE'])
    expect(platform).to.deep.include({
      issuer: 'https://canvas.instructure.com',
      deploymentIds: [],
      tokenAudience: null,
    })
    const sent = JSON.stringify(stage.vle.registrations[0])
    expect(sent).to.contain('"placements":["course_navigation"]').and.contain('"assignment_selection"')

    const launch = stage.launch(stage.school.tutors[0])
    const from = (deploymentId: string) =>
      codeOf(stage.tool.app.launch({ ...launch, registration: platform, deploymentId }))
    expect(await from('first')).to.equal(undefined)
    expect(await from('second')).to.equal('deployment_unknown')
    expect((await saved(platform.id))?.deploymentIds).to.deep.equal(['first'])
  })

  it('with Brightspace keeps the audience that its authorization server wants', async () => {
    await start({ behaviour: 'brightspace' })
    const { platform } = await register(await newLink())
    expect(platform).to.deep.include({
      tokenAudience: 'https://api.brightspace.com/auth/token',
      deploymentIds: [],
      family: 'desire2learn',
    })
  })
})
