import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { JsonObject } from '../../../src/openbadges/index.ts'
import { needFolder, outsideFolder, readJson } from '../support/outside.ts'
import { createSite } from '../support/site.ts'
import { check, verify } from '../support/verifying.ts'
import { OFFLINE } from './samples-offline.ts'

const folder = outsideFolder('openbadges-samples')
const file = (name: string): Buffer => readFileSync(join(folder ?? '', name))

describe('badges of other issuers, offline', () => {
  const names = folder
    ? (readJson(join(folder, 'manifest.json')) as { file: string }[]).map((sample) => sample.file)
    : []

  it('are there to be tried, each with its verdict', function () {
    needFolder(this, 'openbadges-samples')
    expect(Object.keys(OFFLINE)).to.have.members(names)
  })

  for (const name of names) {
    const [verdict, why] = [OFFLINE[name] ?? 'missing'].flat()
    it(`${name} is ${verdict}${why ? ` (${why})` : ''}`, async () => {
      const report = await verify(file(name), null)
      expect(report.verdict, JSON.stringify(report.checks)).to.equal(verdict)
    })
  }
})

describe('badges of other issuers, with their hosts answering', () => {
  const keys = [
    'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
    'z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x',
  ]
  const profile = (id: string): JsonObject => ({
    id,
    verificationMethod: keys.map((publicKeyMultibase) => ({
      id: `${id}#${publicKeyMultibase}`,
      publicKeyMultibase,
    })),
    assertionMethod: keys.map((key) => `${id}#${key}`),
  })
  function hosts() {
    const site = createSite()
    for (const id of ['https://example.com/issuers/876543', 'https://1edtech.edu/issuers/565049'])
      site.set(id, profile(id))
    return site
  }

  for (const name of [
    'simple.json',
    'simple.1ob',
    'simple-context-alias.json',
    'simple-context-version.json',
    'simple-did-web-method.json',
    'simple-json.svg',
  ]) {
    it(`${name} is valid`, async function () {
      needFolder(this, 'openbadges-samples')
      expect((await verify(file(`1edtech-ob30/${name}`), hosts())).verdict).to.equal('valid')
    })
  }

  it('one that is withdrawn on a status list is invalid', async function () {
    needFolder(this, 'openbadges-samples')
    const site = hosts()
    const badge = JSON.parse(
      file('1edtech-ob30/bitstring/credential-status-revoked.json').toString(),
    ) as JsonObject
    const status = [badge.credentialStatus ?? []].flat()[0] as JsonObject
    site.set(String(status.statusListCredential), file('1edtech-ob30/bitstring/testlist').toString())
    const report = await verify(badge, site)
    expect(check(report, 'status')?.outcome, JSON.stringify(report.checks)).to.equal('fail')
    expect(report.verdict).to.equal('invalid')
  })

  it('one that is on a 1EdTech revocation list is invalid', async function () {
    needFolder(this, 'openbadges-samples')
    const site = createSite()
    const badge = JSON.parse(file('1edtech-ob30/credential-status-revoked.json').toString()) as JsonObject
    const { id: url } = badge.credentialStatus as JsonObject
    const list = {
      id: url ?? null,
      issuer: (badge.issuer as JsonObject).id ?? null,
      revokedCredential: [{ id: badge.id ?? null }],
    }
    site.set(String(url), list)
    expect(check(await verify(badge, site), 'status')?.outcome).to.equal('fail')
    site.set(String(url), { ...list, revokedCredential: [] })
    expect(check(await verify(badge, site), 'status')?.outcome).to.equal('pass')
  })

  for (const list of ['notYetValid', 'missingBitStringType']) {
    it(`a status list that is ${list} leaves the status unknown`, async function () {
      needFolder(this, 'openbadges-samples')
      const which = list === 'notYetValid' ? 'notYetValid' : 'missingType'
      const badge = JSON.parse(
        file(`dcc/v2-ed25519-didkey/legacy-${which}Status-noExpiry.json`).toString(),
      ) as JsonObject
      const site = createSite()
      site.set(
        String((badge.credentialStatus as JsonObject).statusListCredential),
        file(`dcc/statusLists/${list}`).toString(),
      )
      expect(check(await verify(badge, site), 'status')?.outcome).to.equal('unknown')
    })
  }
})
