import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { registrationRequest } from '../../../src/lti/registration/request.ts'
import { type Fields, moodle, PLATFORM, profile, read, SITE, TOOL } from './support.ts'

const TOOL_URL = 'https://tool.example:8443'

async function request(configuration: Fields): Promise<Fields & { [TOOL]: Fields }> {
  return registrationRequest(await read(configuration), TOOL_URL, profile) as Fields & { [TOOL]: Fields }
}
const messagesOf = (sent: { [TOOL]: Fields }) => sent[TOOL].messages as Fields[]

describe('the registration that the tool sends', () => {
  it('is whole, as Moodle needs it', async () => {
    expect(await request(moodle())).to.deep.equal({
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['implicit', 'client_credentials'],
      initiate_login_uri: `${TOOL_URL}/lti/login`,
      redirect_uris: [`${TOOL_URL}/lti/launch`],
      client_name: 'A tool',
      client_uri: TOOL_URL,
      logo_uri: 'https://tool.example/logo.svg',
      jwks_uri: `${TOOL_URL}/lti/jwks.json`,
      token_endpoint_auth_method: 'private_key_jwt',
      scope:
        'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem https://purl.imsglobal.org/spec/lti-ags/scope/score',
      [TOOL]: {
        domain: 'tool.example:8443',
        description: 'What it does',
        target_link_uri: `${TOOL_URL}/lti/launch`,
        custom_parameters: { ends: '$CourseSection.timeFrame.end' },
        claims: ['iss', 'sub', 'name', 'email'],
        messages: [
          { type: 'LtiResourceLinkRequest', target_link_uri: `${TOOL_URL}/lti/launch`, label: 'A tool' },
          {
            type: 'LtiDeepLinkingRequest',
            target_link_uri: `${TOOL_URL}/lti/launch`,
            label: 'A tool',
            placements: ['ContentArea'],
          },
        ],
      },
    })
  })

  it('has the shape of one that a real Moodle took', async function () {
    const file = join(import.meta.dirname, '../../../../shared/moodle-captures/02-registration-request.json')
    if (!existsSync(file)) {
      console.log('      skipped: the captures of a real Moodle are not beside this repository')
      return this.skip()
    }
    const taken = JSON.parse(readFileSync(file, 'utf8')) as Fields & { [TOOL]: Fields }
    const ours = await request(moodle())
    const optional = ['policy_uri', 'tos_uri', 'contacts']
    expect(Object.keys(ours)).to.have.members(Object.keys(taken).filter((name) => !optional.includes(name)))
    expect(Object.keys(ours[TOOL])).to.have.members(Object.keys(taken[TOOL]))
    const kind = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value)
    for (const [name, value] of [...Object.entries(ours), ...Object.entries(ours[TOOL])])
      expect(kind(value), name).to.equal(kind(taken[name] ?? taken[TOOL][name]))
  })

  it('asks for everything where the platform does not say what it supports', async () => {
    const sent = await request(
      moodle({ scopes_supported: undefined, claims_supported: undefined, [PLATFORM]: {} }),
    )
    expect(String(sent.scope).split(' ')).to.deep.equal(profile.scopes)
    expect(sent[TOOL].claims).to.include.members(['iss', 'sub', 'given_name', 'locale'])
    expect(messagesOf(sent).map(({ type }) => type)).to.deep.equal([
      'LtiResourceLinkRequest',
      'LtiDeepLinkingRequest',
    ])
  })

  it('takes up submission review where it is offered, and no message that is not', async () => {
    const messages_supported = [
      { type: 'LtiSubmissionReviewRequest' },
      { type: 'LtiStartAssessment' },
      'odd',
      null,
    ]
    const sent = await request(moodle({}, { messages_supported }))
    expect(messagesOf(sent).map(({ type }) => type)).to.deep.equal(['LtiSubmissionReviewRequest'])
  })

  it('asks Canvas for its own placements, by whichever name it gives them, and for names of people', async () => {
    const prefix = 'https://canvas.instructure.com/lti/'
    const messages_supported = [
      { type: 'LtiResourceLinkRequest', placements: ['account_navigation', 'course_navigation'] },
      {
        type: 'LtiDeepLinkingRequest',
        placements: [`${prefix}assignment_selection`, 'editor_button', 'link_selection'],
      },
    ]
    const sent = await request(
      moodle({ issuer: SITE }, { product_family_code: 'canvas', messages_supported }),
    )
    expect(sent[TOOL][`${prefix}privacy_level`]).to.equal('public')
    const [link, deepLink] = messagesOf(sent)
    expect(link).to.deep.include({
      placements: ['course_navigation'],
      [`${prefix}course_navigation/default_enabled`]: false,
    })
    expect(deepLink?.placements).to.deep.equal([`${prefix}assignment_selection`, 'link_selection'])
    expect(deepLink).not.to.have.property(`${prefix}course_navigation/default_enabled`)
  })
})
