import { expect } from 'chai'
import { json } from '../support/network.ts'
import { collect, MEMBERSHIPS, serviceWorld } from '../support/services.ts'
import { refusal } from '../support/world.ts'

const MEDIA_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'

/** As Moodle sends members. */
function member(id: number | string, change: Record<string, unknown> = {}) {
  return {
    status: 'Active',
    roles: ['Learner'],
    user_id: String(id),
    lis_person_sourcedid: `SIS-${id}`,
    name: `Ana ${id}`,
    given_name: 'Ana',
    family_name: String(id),
    email: `student${id}@example.test`,
    ext_user_username: `student${id}`,
    ...change,
  }
}

const page = (members: unknown[], link?: string) =>
  json(
    { id: MEMBERSHIPS, context: { id: '2', label: 'MKT-101' }, members },
    link === undefined ? {} : { headers: { link } },
  )

describe('memberships', () => {
  it('reads members as Moodle sends them', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, () => page([member(29), member(33, { roles: ['Instructor'] })]))
    const [ana, tutor] = await collect(here.services.memberships(MEMBERSHIPS))
    expect(ana).to.deep.equal({
      sub: '29',
      name: 'Ana 29',
      givenName: 'Ana',
      familyName: '29',
      email: 'student29@example.test',
      sourcedId: 'SIS-29',
      roles: ['learner'],
      active: true,
      groups: [],
    })
    expect(tutor?.roles).to.deep.equal(['instructor'])
    expect(here.net.sent.at(-1)?.headers.get('accept')).to.equal(MEDIA_TYPE)
  })

  it('reads members of other platforms: integers, URIs, missing names, states', async () => {
    const here = serviceWorld()
    const uri = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'
    here.net.on(MEMBERSHIPS, () =>
      page([
        { user_id: 7, roles: [uri], status: 'Inactive' },
        { user_id: '8', roles: uri, status: 'Deleted', name: '' },
        { user_id: '9' },
        {
          user_id: '10',
          status: 'http://purl.imsglobal.org/vocab/lis/v2/person#Active',
          unknown: { member: 1 },
        },
        { name: 'nobody in particular' },
      ]),
    )
    const members = await collect(here.services.memberships(MEMBERSHIPS))
    expect(members.map(({ sub, active, roles, name }) => [sub, active, roles, name])).to.deep.equal([
      ['7', false, ['instructor'], null],
      ['8', false, ['instructor'], null],
      ['9', true, [], null],
      ['10', true, [], null],
    ])
  })

  it('reads the roles of each member by themselves, however many have had the same before', async () => {
    const here = serviceWorld()
    const roles = [
      ['Learner'],
      ['Instructor'],
      ['Learner'],
      ['Learner', 'Instructor'],
      [],
      ['Nobody'],
      ...Array.from({ length: 150 }, (_, n) => [`Own role ${n}`]),
      ['Mentor'],
      ['Mentor'],
    ]
    here.net.on(MEMBERSHIPS, () => page(roles.map((own, n) => member(n, { roles: own }))))
    const members = await collect(here.services.memberships(MEMBERSHIPS))
    const read = members.map((one) => one.roles.join(' '))
    expect(read.slice(0, 6)).to.deep.equal(['learner', 'instructor', 'learner', 'instructor learner', '', ''])
    expect(read.slice(-2)).to.deep.equal(['mentor', 'mentor'])
  })

  it('asks for the members of one link only where that tells more', async () => {
    const here = serviceWorld({ family: 'moodle' })
    here.net.on(MEMBERSHIPS, () => page([member(29)]))
    const pages = here.services.membersOfLink(MEMBERSHIPS, '7 & 8')
    expect(pages && (await collect(pages)).map(({ sub }) => sub)).to.deep.equal(['29'])
    expect(here.net.sent.at(-1)?.url).to.equal(`${MEMBERSHIPS}?rlid=7%20%26%208`)
    expect(serviceWorld({ family: 'canvas' }).services.membersOfLink(MEMBERSHIPS, '7')).to.equal(null)
  })

  it('keeps the query of the address and adds nothing to it', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, () => page([]))
    await collect(here.services.memberships(`${MEMBERSHIPS}?rlid=1&q=a%20b`))
    expect(here.net.sent.at(-1)?.url).to.equal(`${MEMBERSHIPS}?rlid=1&q=a%20b`)
  })

  it('reads all pages, in order', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, ({ url }) => {
      const at = Number(new URL(url).searchParams.get('from') ?? 0)
      return page([member(at)], at < 3 ? `<${MEMBERSHIPS}?from=${at + 1}>; rel="next"` : undefined)
    })
    const members = await collect(here.services.memberships(MEMBERSHIPS))
    expect(members.map(({ sub }) => sub)).to.deep.equal(['0', '1', '2', '3'])
  })

  it('has the next page under way while the current one is worked on', async () => {
    const here = serviceWorld()
    let release: () => void = () => undefined
    const underWay = new Promise<void>((resolve) => {
      release = resolve
    })
    here.net.on(MEMBERSHIPS, ({ url }) => {
      if (!url.includes('from=1')) return page([member(0)], `<${MEMBERSHIPS}?from=1>; rel="next"`)
      release()
      return page([member(1)])
    })
    for await (const _ of here.services.memberships(MEMBERSHIPS)) await underWay
    expect(here.net.count(MEMBERSHIPS)).to.equal(2)
  })

  it('ends where pages go in a circle', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, ({ url }) =>
      page([member(1)], `<${MEMBERSHIPS}${url.includes('from') ? '' : '?from=1'}>; rel="next"`),
    )
    expect(await collect(here.services.memberships(MEMBERSHIPS))).to.have.length(2)
    expect(here.net.count(MEMBERSHIPS)).to.equal(2)
  })

  it('fails rather than pass half a roster for the whole', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, () => page([member(1)], '<https://evil.example/>; rel="next"'))
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal(
      'next_link_foreign',
    )
    here.net.on(MEMBERSHIPS, ({ url }) =>
      url.includes('from') ? new Response('', { status: 403 }) : page([member(1)], '<?from=1>; rel="next"'),
    )
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal('service_refused')
  })

  it('leaves no fault behind when the reader stops early', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, ({ url }) =>
      url.includes('from') ? new Response('', { status: 403 }) : page([member(1)], '<?from=1>; rel="next"'),
    )
    for await (const members of here.services.memberships(MEMBERSHIPS)) {
      expect(members).to.have.length(1)
      break
    }
  })

  it('takes no other JSON for a roster', async () => {
    const here = serviceWorld()
    for (const body of [[], {}, { members: 'none' }, null]) {
      here.net.on(MEMBERSHIPS, () => json(body))
      expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal('reply_invalid')
    }
  })
})
