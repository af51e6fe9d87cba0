import { expect } from 'chai'
import { type CheerioAPI, load } from 'cheerio'
import { createRemoteJWKSet, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose'
import { type Fields, formRequest } from '../../vle/robot/forms.ts'
import { withClaims } from '../attempts.ts'
import { type Claims, cookiesOf, DEEP_LINKING, follow, INSTRUCTOR, LTI } from '../forge.ts'
import { certification } from '../stage.ts'

export const CONTENT_ITEMS = 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items'
export const DATA = 'https://purl.imsglobal.org/spec/lti-dl/claim/data'

/** A content item as the tool sends it. */
export interface Item {
  readonly type: string
  readonly title: string
  readonly url: string
  readonly custom: Record<string, string>
  readonly lineItem?: { readonly scoreMaximum: number; readonly resourceId: string; readonly tag: string }
}

/** The page that a deep linking request leads to, and how its form is sent. */
export interface Picker {
  readonly status: number
  readonly $: CheerioAPI
  send(fields: Fields): Promise<{ readonly status: number; readonly $: CheerioAPI }>
}

/** The signed message that takes the choice back. */
export interface Answer {
  /** Where the form goes. */
  readonly action: string
  readonly header: JWTHeaderParameters
  readonly payload: JWTPayload
  readonly items: readonly Item[]
}

/** `deep_linking_settings` as the platform sends them. */
export const settingsOf = (vleUrl: string): Claims => ({
  deep_link_return_url: `${vleUrl}/deep-link/return`,
  accept_types: ['ltiResourceLink'],
  accept_presentation_document_targets: ['iframe', 'window'],
  accept_multiple: true,
})

/** Launches a deep linking request, `changes` over the settings, and opens the page it leads to, or the refusal. */
export async function openPicker(changes: Claims = {}, person: Claims = INSTRUCTOR): Promise<Picker> {
  const { target } = await certification()
  const reply = await withClaims(() => ({
    [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
    [`${LTI}/resource_link`]: undefined,
    [DEEP_LINKING]: { ...settingsOf(target.vle.url), ...changes },
  }))({ target, person })
  // A launch that is refused says so at once.
  const page = reply.status === 303 ? await follow(target, reply) : reply
  const $ = load(await page.text())
  return {
    status: page.status,
    $,
    async send(fields) {
      const { url, body } = await formRequest($, page.url, 'form[action$="/deep-link"]', fields)
      const sent = await fetch(url, {
        method: 'POST',
        headers: {
          cookie: cookiesOf(reply),
          origin: url.origin,
          'content-type': body?.type ?? '',
        },
        body: body?.bytes.toString() ?? '',
      })
      return { status: sent.status, $: load(await sent.text()) }
    },
  }
}

/** The answer to this choice, its signature checked with the key set that the tool publishes. */
export async function answerTo(fields: Fields, changes: Claims = {}): Promise<Answer> {
  const { target } = await certification()
  const { status, $ } = await (await openPicker(changes)).send(fields)
  expect(status).to.equal(200)
  const form = $('form:has(input[name="JWT"])')
  const keys = createRemoteJWKSet(new URL(target.registered.jwksUrl))
  const { payload, protectedHeader } = await jwtVerify(
    String(form.find('input[name="JWT"]').attr('value')),
    keys,
    {
      algorithms: ['RS256'],
    },
  )
  return {
    action: form.attr('action') ?? '',
    header: protectedHeader,
    payload,
    items: payload[CONTENT_ITEMS] as Item[],
  }
}
