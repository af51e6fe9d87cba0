import { strict as assert } from 'node:assert'
import { sign as signBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DataTypes, Sequelize } from 'sequelize'
import type { Grant } from '../src/app/issuing/grant.ts'
import { issue as issueGrants } from '../src/app/issuing/issue.ts'
import { loadJudgedCourse } from '../src/app/judging/course-facts.ts'
import { AT_ONCE, portionSize } from '../src/app/judging/evaluate-learners.ts'
import { inFlight as inTheirTurn } from '../src/app/judging/in-flight.ts'
import { evaluate } from '../src/core/index.ts'
import {
  bakePng,
  type CredentialSigner,
  createCredentialSigner,
  type JsonObject,
  type SigningKey,
  signToken,
} from '../src/openbadges/index.ts'
import { privateKeyOf } from '../src/openbadges/proofs/compiled/signing.ts'
import { issuerKey, NOW } from '../test/openbadges/support/factories.ts'
import { tokenKey } from '../test/openbadges/support/tokens.ts'
import { openLargeCourse } from '../test/support/large-course.ts'
import {
  bakeElsewhere,
  inFlight,
  joseSigner,
  picture,
  rate,
  unsigned,
  vcSigner,
  whole,
} from './support/badges.ts'
import type { Benchmark } from './support/benchmark.ts'
import { interleaved, median } from './support/rounds.ts'

const OURS = 4_000
const PEERS = 250
const IN_FLIGHT = 32
const ROWS_AT_ONCE = 500
const ROUNDS = 3

/** A credential for everybody of a course: signed, in the database, baked. The peer does it with what there is, tuned. */
export const issue: Benchmark = {
  name: 'issue',
  async run() {
    const key = await issuerKey()
    const png = picture(400)
    const peerSigns = await vcSigner(key)
    const signer = createCredentialSigner()
    await sameBytes(peerSigns, key)
    const tokens = tokenKey()
    const tokenSigner: CredentialSigner = {
      sign: (documents) =>
        Promise.all(
          Array.from(documents, async (document) => ({
            text: await signToken(document, tokens.signing, NOW),
            inFull: false,
          })),
        ),
    }
    const joseSigns = joseSigner(tokens.signing)
    await sameToken(joseSigns, tokenSigner, key)
    const raw = privateKeyOf(key)
    const message = Buffer.alloc(64, 1)
    const found = await interleaved(ROUNDS, {
      raw: () =>
        rate(OURS, () => {
          for (let count = 0; count < OURS; count += 1) signBytes(null, message, raw)
        }),
      signing: () => {
        const documents = unsigned(OURS)
        return rate(OURS, () => signer.sign(documents, key, NOW))
      },
      peerSigning: () => {
        const documents = unsigned(PEERS)
        return rate(PEERS, () => inFlight(documents, IN_FLIGHT, peerSigns))
      },
      whole: () => ourWay(png),
      peerWhole: () => peersWay(png, async (document) => JSON.stringify(await peerSigns(document))),
      token: () => ourWay(png, tokenSigner),
      peerToken: () => peersWay(png, joseSigns),
      rsa: () => {
        const documents = unsigned(PEERS)
        return rate(PEERS, () => tokenSigner.sign(documents, key, NOW))
      },
    })
    const [ours, peer, raws] = [median(found.whole), median(found.peerWhole), median(found.raw)]
    const [token, peerToken, rsa] = [median(found.token), median(found.peerToken), median(found.rsa)]
    const [signing, peerSigning] = [median(found.signing), median(found.peerSigning)]
    return [
      {
        id: 'G1',
        what: 'a badge issued, in SQLite and baked at 400 × 400, against @digitalbazaar/vc, png-itxt and bulkCreate',
        measured: { ratio: ours / peer },
        goal: { at: 'least', value: 25 },
        figures: `${whole(ours)}/s, peer ${whole(peer)}/s`,
      },
      {
        id: 'G1-raw',
        what: 'the same, against Ed25519 signatures alone',
        measured: { ratio: ours / raws },
        goal: { at: 'least', value: 0.2 },
        figures: `${whole(ours)}/s, signatures ${whole(raws)}/s`,
      },
      {
        id: 'G2',
        what: 'the same as a token (VC-JWT, RS256), against jose, png-itxt and bulkCreate',
        measured: { ratio: token / peerToken },
        goal: { at: 'least', value: 1.5 },
        figures: `${whole(token)}/s, peer ${whole(peerToken)}/s; signing alone ${whole(rsa)}/s`,
      },
      {
        id: 'G3',
        what: 'signing alone, byte-identical, against @digitalbazaar/vc',
        measured: { ratio: signing / peerSigning },
        goal: { at: 'least', value: 50 },
        figures: `${whole(signing)}/s, @digitalbazaar/vc ${whole(peerSigning)}/s`,
      },
    ]
  },
}

async function sameBytes(peer: (document: JsonObject) => Promise<JsonObject>, key: SigningKey) {
  const documents = unsigned(20)
  const signed = await createCredentialSigner().sign(documents, key, NOW)
  for (const [index, document] of documents.entries()) {
    const { proof, ...rest } = await peer(document)
    assert.equal(signed[index]?.text, JSON.stringify({ ...rest, proof: [proof] }))
    assert.equal(signed[index]?.inFull, false)
  }
}

async function sameToken(
  peer: (document: JsonObject) => Promise<string>,
  signer: CredentialSigner,
  key: SigningKey,
) {
  const documents = unsigned(3)
  const signed = await signer.sign(documents, key, NOW)
  for (const [index, document] of documents.entries()) assert.equal(signed[index]?.text, await peer(document))
}

/** As the award pass issues: some at a time, and while some are written the next are signed. */
async function* portions(grants: readonly Grant[]): AsyncGenerator<readonly Grant[]> {
  let start = 0
  for (let portion = 0; start < grants.length; portion += 1) {
    const end = start + portionSize(portion)
    yield grants.slice(start, end)
    start = end
  }
}

/**
 * The product's own code over a course whose learners nobody has judged: only issuing and baking are timed.
 *
 * @param signs in place of the product's signer
 */
async function ourWay(png: Buffer, signs?: CredentialSigner): Promise<number> {
  const { tool, course, eligible, close } = await openLargeCourse({ learners: OURS, eligible: OURS })
  try {
    const judged = await loadJudgedCourse(tool.deps, course.id)
    const facts = await tool.store.participation.facts(course.id, eligible)
    const grants = [...facts].map(([personId, learner]) => {
      const progress = evaluate(judged.facts, learner)
      return { personId, level: 'completed' as const, progress, by: null, reason: null }
    })
    let [written, bytes] = [0, 0]
    const perSecond = await rate(OURS, () =>
      inTheirTurn(portions(grants), AT_ONCE, async (portion) => {
        const texts: string[] = []
        const signer: CredentialSigner = {
          async sign(...given) {
            const signed = await (signs ?? tool.deps.signer).sign(...given)
            texts.push(...signed.map(({ text }) => text))
            return signed
          },
        }
        const ids = await issueGrants({ ...tool.deps, signer }, judged, portion, NOW)
        written += ids.length
        for (const ob3 of texts) bytes += bakePng(png, { ob3 }).length
      }),
    )
    assert.equal(written, OURS)
    assert.ok(bytes > OURS * png.length)
    return perSecond
  } finally {
    await close()
  }
}

/** So many in flight, each baked when signed; rows of the same size written by Sequelize, 500 at a time, on SQLite with WAL. */
async function peersWay(png: Buffer, signs: (document: JsonObject) => Promise<string>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ladder-peer-'))
  const database = new Sequelize({ dialect: 'sqlite', storage: join(folder, 'peer.db'), logging: false })
  try {
    await database.query('PRAGMA journal_mode = WAL')
    const text = { type: DataTypes.TEXT, allowNull: false }
    const table = database.define(
      'credential',
      { id: { ...text, primaryKey: true }, personId: text, level: text, awardedAt: text, document: text },
      { timestamps: false },
    )
    await table.sync()
    const documents = unsigned(PEERS)
    return await rate(PEERS, async () => {
      const rows = await inFlight(documents, IN_FLIGHT, async (document) => {
        const signed = await signs(document)
        await bakeElsewhere(png, signed)
        return {
          id: String(document.id),
          personId: 'person',
          level: 'completed',
          awardedAt: NOW,
          document: signed,
        }
      })
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await table.bulkCreate(rows.slice(start, start + ROWS_AT_ONCE))
    })
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}
