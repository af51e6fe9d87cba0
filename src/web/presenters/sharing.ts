import qrcode from 'qrcode'
import type { PublicCredential } from '../../app/contract.ts'
import type { Publication } from '../../app/model.ts'
import type { Art } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { markup } from '../markup.ts'
import { credentialName } from './card.ts'
import { frameCode } from './frame.ts'
import { linkedInOf } from './linked-in.ts'

/** Something to copy: a field that can be selected, with a button where scripts run. */
export interface CopyField {
  readonly id: string
  readonly label: string
  readonly value: string
  /** More than one line. */
  readonly rows?: number
}

export interface Download {
  readonly href: string
  readonly name: string
  /** What it is good for. */
  readonly text: string
}

export interface SharePage {
  readonly id: string
  readonly name: string
  readonly issued: string
  readonly art: string
  /** Why sharing it would not help; `null`: it is valid. */
  readonly warning: { readonly title: string; readonly text: string } | null
  /** What strangers see, a sentence each. */
  readonly strangers: readonly string[]
  readonly page: CopyField
  readonly image: string
  readonly downloads: readonly Download[]
  readonly linkedIn: { readonly add: string; readonly fields: readonly CopyField[] }
  readonly posts: readonly { readonly name: string; readonly href: string }[]
  readonly signature: { readonly html: string; readonly code: CopyField; readonly text: CopyField }
  readonly embed: { readonly frame: CopyField; readonly image: CopyField }
  readonly wallet: CopyField
  /** Of the public page: inline SVG, dark on white in every colour scheme. */
  readonly qr: string
  readonly qrFile: { readonly href: string; readonly name: string }
}

/** All the ways in which a learner takes one of their credentials somewhere else. */
export async function presentSharing(
  shown: PublicCredential,
  publication: Publication,
  { words, art, toolUrl }: { readonly words: Words; readonly art: Art; readonly toolUrl: string },
): Promise<SharePage> {
  const { credential, achievement, issuer, status } = shown
  const name = credentialName(shown, words)
  const url = `${toolUrl}/credentials/${credential.id}`
  const alt = words.t('share.alt', { name, issuer: issuer.name })
  const line = words.t('share.line', { issuer: issuer.name, date: words.date(credential.awardedAt) })
  const field = (id: string, value: string, rows?: number): CopyField => ({
    id,
    label: words.t(`share.fields.${id}`),
    value,
    ...(rows !== undefined && { rows }),
  })
  const download = (ending: string) => ({
    href: `/credentials/${credential.id}.${ending}`,
    name: words.t(`share.files.${ending}.name`),
    text: words.t(`share.files.${ending}.text`),
  })
  const html = signature({ url, image: `${toolUrl}/achievements/${achievement.id}.png`, alt, name, line })
  const qr = await qrcode.toString(url, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' })
  return {
    id: credential.id,
    name,
    issued: line,
    art: art(credential.level, status === 'valid' ? 'earned' : 'locked', 88, achievement),
    warning: status === 'valid' ? null : warningOf(shown, words),
    strangers: strangersSee(shown, publication, words),
    page: field('link', url),
    image: `/credentials/${credential.id}.png`,
    downloads: ['svg', 'pdf', 'json', 'jwt'].map(download),
    linkedIn: linkedInFields(shown, name, toolUrl, field),
    posts: postsOf(url, words.t('share.post', { name, issuer: issuer.name })),
    signature: {
      html,
      code: field('signature', html, 6),
      text: field('signatureText', `${name}\n${line}\n${url}`, 3),
    },
    embed: {
      frame: field('frame', frameCode(url, alt), 3),
      image: field(
        'picture',
        markup`<a href="${url}"><img src="${url}.png" alt="${alt}" width="200" height="200"></a>`,
        3,
      ),
    },
    wallet: field('wallet', `${url}.json`),
    qr,
    qrFile: { href: `data:image/svg+xml,${encodeURIComponent(qr)}`, name: `${credential.level}-qr.svg` },
  }
}

function warningOf({ status, credential }: PublicCredential, words: Words): SharePage['warning'] {
  const since = status === 'withdrawn' ? credential.withdrawnAt : credential.expiresAt
  return {
    title: words.t(`verdict.${status}.title`),
    text: words.t(`share.warning.${status}`, { date: since ? words.date(since) : '' }),
  }
}

function strangersSee(
  { evidence }: PublicCredential,
  { state, showName, showEvidence }: Publication,
  words: Words,
): string[] {
  return [
    words.t(`share.strangers.${state}`),
    words.t(`share.strangers.${showName ? 'name' : 'noName'}`),
    words.t(`share.strangers.${showEvidence && evidence.length > 0 ? 'evidence' : 'noEvidence'}`),
  ]
}

function linkedInFields(
  shown: PublicCredential,
  name: string,
  toolUrl: string,
  field: (id: string, value: string) => CopyField,
): SharePage['linkedIn'] {
  const { add, fields } = linkedInOf(shown, name, toolUrl)
  return {
    add,
    fields: [
      field('linkedInName', fields.name),
      field('linkedInOrganization', fields.organization),
      field('linkedInIssued', fields.issued),
      ...(fields.expires === null ? [] : [field('linkedInExpires', fields.expires)]),
      field('linkedInId', fields.id),
      field('linkedInUrl', fields.url),
    ],
  }
}

/** The addresses with which these sites take what is to be posted. */
function postsOf(url: string, text: string): SharePage['posts'] {
  const query = (values: Record<string, string>) => new URLSearchParams(values).toString()
  return [
    { name: 'LinkedIn', href: `https://www.linkedin.com/sharing/share-offsite/?${query({ url })}` },
    { name: 'X', href: `https://x.com/intent/post?${query({ text, url })}` },
    { name: 'Facebook', href: `https://www.facebook.com/sharer/sharer.php?${query({ u: url })}` },
  ]
}

/** A table without styles: mail programs take it as it is, and its words look like the rest of the signature. */
function signature(of: {
  readonly url: string
  readonly image: string
  readonly alt: string
  readonly name: string
  readonly line: string
}): string {
  const { url, image, alt, name, line } = of
  return markup`<table role="presentation" border="0" cellpadding="0" cellspacing="8"><tr><td width="72"><a href="${url}" target="_blank" rel="noopener"><img src="${image}" alt="${alt}" width="72" height="72" border="0"></a></td><td><a href="${url}" target="_blank" rel="noopener"><b>${name}</b></a><br>${line}</td></tr></table>`
}
