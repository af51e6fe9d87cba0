import { expect } from 'chai'
import type {
  AuthorizationCode,
  OAuthClient,
  OAuthGrant,
  OAuthRequest,
  OAuthToken,
} from '../../src/app/model.ts'
import { world } from './factories.ts'
import { onBoth, random, rejection } from './support.ts'

const NOW = 1_800_000_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

onBoth('applications that may read credentials', (db) => {
  const client = (change: Partial<OAuthClient> = {}): OAuthClient => ({
    id: random.uuid(),
    secretHash: 'hash',
    authMethod: 'client_secret_basic',
    name: 'A wallet',
    host: 'wallet.example',
    redirectUris: ['https://wallet.example/back'],
    scope: 'read offline_access',
    refreshes: true,
    policyUri: null,
    registeredAt: NOW,
    ...change,
  })
  const request = (clientId: string, change: Partial<OAuthRequest> = {}): OAuthRequest => ({
    codeHash: random.uuid(),
    clientId,
    redirectUri: 'https://wallet.example/back',
    scope: 'read',
    state: 'state',
    codeChallenge: 'challenge',
    expiresAt: NOW + HOUR,
    ...change,
  })
  const code = (clientId: string, personId: string): AuthorizationCode => {
    const { state: _, ...asked } = request(clientId)
    return { ...asked, personId }
  }
  const grant = (clientId: string, personId: string, codeHash: string = random.uuid()): OAuthGrant => ({
    id: random.uuid(),
    clientId,
    personId,
    scope: 'read offline_access',
    codeHash,
    grantedAt: '2026-11-24T10:00:00.000Z',
  })
  const token = (grantId: string, change: Partial<OAuthToken> = {}): OAuthToken => ({
    tokenHash: random.uuid(),
    grantId,
    kind: 'refresh',
    scope: 'read',
    expiresAt: NOW + HOUR,
    spentAt: null,
    ...change,
  })

  async function registered(change: Partial<OAuthClient> = {}) {
    const made = client(change)
    await db.store.applications.register(made, 1000)
    return made
  }
  async function granted() {
    const here = await world(db.store)
    const { id: clientId } = await registered()
    const made = grant(clientId, here.person('ann'))
    const [access, refresh] = [token(made.id, { kind: 'access' }), token(made.id)]
    await db.store.applications.grant(made, [access, refresh])
    return { here, clientId, made, access, refresh }
  }

  it('come back as they registered', async () => {
    const made = await registered()
    expect(await db.store.applications.client(made.id)).to.deep.equal(made)
    expect(await db.store.applications.client('nobody')).to.equal(null)
  })

  it('are no more than so many that nobody ever allowed anything', async () => {
    await granted()
    const [row] = await Promise.all([registered(), registered()])
    expect(row).to.be.an('object')
    const refusedAt = async (most: number) => db.store.applications.register(client(), most)
    expect(await refusedAt(0)).to.equal(false)
    expect(await refusedAt(1_000_000)).to.equal(true)
  })

  it('have a secret, unless they said that they keep none', async () => {
    const odd = client({ authMethod: 'none' })
    expect(await rejection(db.store.applications.register(odd, 1000))).to.be.instanceOf(Error)
    const bare = client({ secretHash: null })
    expect(await rejection(db.store.applications.register(bare, 1000))).to.be.instanceOf(Error)
  })

  it('are answered once: of many answers to one request one takes it', async () => {
    const { id } = await registered()
    const asked = request(id)
    await db.store.applications.ask(asked)
    expect(await db.store.applications.asked(asked.codeHash, NOW)).to.deep.equal(asked)
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => db.store.applications.takeAsked(asked.codeHash, NOW)),
    )
    expect(taken.filter((one) => one !== null)).to.deep.equal([asked])
    const late = request(id)
    await db.store.applications.ask(late)
    expect(await db.store.applications.asked(late.codeHash, NOW + HOUR)).to.equal(null)
    expect(await db.store.applications.takeAsked(late.codeHash, NOW + HOUR)).to.equal(null)
  })

  it('use a code once, and only their own', async () => {
    const here = await world(db.store)
    const [mine, other] = [await registered(), await registered()]
    const made = code(mine.id, here.person('ann'))
    await db.store.applications.putCode(made)
    expect(await db.store.applications.takeCode(made.codeHash, other.id, NOW)).to.equal(null)
    expect(await db.store.applications.takeCode(made.codeHash, mine.id, made.expiresAt)).to.equal(null)
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => db.store.applications.takeCode(made.codeHash, mine.id, NOW)),
    )
    expect(taken.filter((one) => one !== null)).to.deep.equal([made])
  })

  it('get one grant of a code', async () => {
    const { clientId, here, made } = await granted()
    expect(await db.store.applications.grantOfCode(made.codeHash)).to.deep.equal(made)
    const again = grant(clientId, here.person('ben'), made.codeHash)
    expect(await rejection(db.store.applications.grant(again, []))).to.be.instanceOf(Error)
  })

  it('exchange a refresh token once, and an access token never', async () => {
    const { access, refresh } = await granted()
    const spent = await Promise.all(
      Array.from({ length: 10 }, () => db.store.applications.spend(refresh.tokenHash, NOW)),
    )
    expect(spent.filter((one) => one)).to.have.length(1)
    expect((await db.store.applications.token(refresh.tokenHash))?.token.spentAt).to.equal(NOW)
    expect(await db.store.applications.spend(access.tokenHash, NOW)).to.equal(false)
  })

  it('read nothing once their grant was taken back, by its own person alone', async () => {
    const { here, made, access, refresh } = await granted()
    expect(await db.store.applications.endGrant(made.id, here.person('ben'))).to.equal(false)
    expect((await db.store.applications.token(access.tokenHash))?.grant).to.deep.equal(made)
    expect(await db.store.applications.endGrant(made.id, here.person('ann'))).to.equal(true)
    for (const { tokenHash } of [access, refresh])
      expect(await db.store.applications.token(tokenHash)).to.equal(null)
    expect(await db.store.applications.endGrant(made.id)).to.equal(false)
  })

  it('are told to their person while they can read, and to nobody else', async () => {
    const { here, made, access, refresh } = await granted()
    const ofAnn = async (now: number) =>
      (await db.store.applications.ofPerson(here.person('ann'), now)).map(({ grant: { id } }) => id)
    expect(await ofAnn(NOW)).to.deep.equal([made.id])
    expect(await db.store.applications.ofPerson(here.person('ben'), NOW)).to.deep.equal([])
    expect(await ofAnn(NOW + HOUR)).to.deep.equal([])
    await db.store.applications.endToken(access.tokenHash)
    expect(await ofAnn(NOW)).to.deep.equal([made.id])
    await db.store.applications.spend(refresh.tokenHash, NOW)
    expect(await ofAnn(NOW)).to.deep.equal([])
  })

  it('are swept: what has expired, grants without a token, and clients that nobody ever used', async () => {
    const { clientId, access, refresh, made } = await granted()
    const [unused, waiting] = [await registered(), await registered()]
    const asked = request(waiting.id, { expiresAt: NOW + 3 * DAY })
    await db.store.applications.ask(asked)
    await db.store.applications.sweep(NOW, NOW - 1)
    expect(await db.store.applications.client(unused.id)).to.deep.equal(unused)
    expect(await db.store.applications.token(access.tokenHash)).to.not.equal(null)
    await db.store.applications.sweep(NOW + 2 * DAY, NOW + DAY)
    expect(await db.store.applications.token(refresh.tokenHash)).to.equal(null)
    expect(await db.store.applications.grantOfCode(made.codeHash)).to.equal(null)
    expect(await db.store.applications.client(unused.id)).to.equal(null)
    expect(await db.store.applications.client(clientId)).to.equal(null)
    expect(await db.store.applications.client(waiting.id)).to.deep.equal(waiting)
  })
})
