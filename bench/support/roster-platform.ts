import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { PlatformDetails } from '../../test/vle/index.ts'

export interface RosterPlatform {
  readonly platform: PlatformDetails
  /** First page of a course of so many members. */
  membershipsUrl(members: number): string
  close(): Promise<void>
}

const PAGE = 1000
const MEDIA_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'

/**
 * A platform that has its pages ready and gives each after so many milliseconds, so that the time of a reading is the
 * reader's: the reference VLE looks up 50,000 people anew for every page. It trusts whoever asks for a token.
 */
export async function startRosterPlatform(latency: number): Promise<RosterPlatform> {
  const pages = new Map<string, Buffer>()
  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '', url)
    if (pathname === '/token') {
      res.setHeader('Content-Type', 'application/json')
      res.end(JSON.stringify({ access_token: 'bench', token_type: 'Bearer', expires_in: 3600 }))
      return
    }
    const members = Number(searchParams.get('members'))
    const from = Number(searchParams.get('from') ?? 0)
    await wait(latency)
    const next = from + PAGE
    if (next < members)
      res.setHeader('Link', `<${url}/memberships?members=${members}&from=${next}>; rel="next"`)
    res.setHeader('Content-Type', MEDIA_TYPE)
    res.end(pages.get(`${from}/${members}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    platform: {
      issuer: url,
      authUrl: `${url}/auth`,
      tokenUrl: `${url}/token`,
      jwksUrl: `${url}/jwks`,
      tokenAudience: null,
    },
    membershipsUrl(members) {
      for (let from = 0; from < members; from += PAGE)
        pages.set(`${from}/${members}`, Buffer.from(pageOf(from, Math.min(from + PAGE, members))))
      return `${url}/memberships?members=${members}`
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function pageOf(from: number, to: number): string {
  const members = Array.from({ length: to - from }, (_, index) => {
    const n = from + index
    return {
      status: 'Active',
      roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
      user_id: `7f3c9a52-${n}`,
      name: `Given Name ${n} Family Name`,
      given_name: `Given Name ${n}`,
      family_name: 'Family Name',
      email: `student.${n}@institution.example`,
      lis_person_sourcedid: `SIS-${n}`,
    }
  })
  return JSON.stringify({ id: 'memberships', context: { id: '2', title: 'Large' }, members })
}
