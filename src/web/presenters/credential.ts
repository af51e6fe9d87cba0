import type { PublicCredential } from '../../app/contract.ts'
import { LEVEL_IDS } from '../../core/ladder.ts'
import type { Art } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { linkedInOf } from './linked-in.ts'
import { type OutlineLine, outlineOf } from './outline.ts'
import { presentStanding, type StandingView } from './standing.ts'

export interface CredentialPage {
  readonly id: string
  readonly level: string
  readonly name: string
  readonly course: string
  readonly place: string
  readonly art: string
  readonly verdict: StandingView
  /** `lines`: running text instead of one short value; `href` then leads to the whole of it. */
  readonly facts: readonly {
    name: string
    text: string
    href: string | null
    lines: readonly OutlineLine[] | null
  }[]
  /** What the learner chose to show of their evidence. */
  readonly evidence: PublicCredential['evidence']
  readonly issuer: { name: string; href: string }
  readonly image: string
  readonly document: string
  readonly certificate: string
  /** The page that checks it, with its address filled in. */
  readonly check: string
  /** Adds the credential to a profile on LinkedIn; `null` once it is not valid any more. */
  readonly linkedIn: string | null
}

/** The public page of one credential: the verdict first, then what a verifier asks. */
export function presentCredential(
  shown: PublicCredential,
  words: Words,
  art: Art,
  toolUrl: string,
): CredentialPage {
  const { credential, achievement, issuer, below, status } = shown
  const name = words.t(`levels.${credential.level}.name`)
  const issuerHref = `/issuers/${issuer.id}`
  const fact = (key: string, text: string, href: string | null = null) => ({
    name: words.t(`credential.${key}`),
    text,
    href,
    lines: null,
  })
  const prose = (key: string, text: string, href: string | null = null) => ({
    ...fact(key, text, href),
    lines: outlineOf(text),
  })
  return {
    id: credential.id,
    level: credential.level,
    name,
    course: achievement.courseTitle,
    place: words.t(`credential.place.${LEVEL_IDS.indexOf(credential.level) + 1}`),
    art: art(credential.level, status === 'valid' ? 'earned' : 'locked', 220, achievement),
    verdict: verdictOf(shown, words),
    facts: [
      ...(shown.name === null ? [] : [fact('name', shown.name)]),
      fact('awardedTo', words.t(`credential.holder.${credential.recipientType}`)),
      fact('issuedBy', issuer.name, issuerHref),
      fact('issuedOn', words.date(credential.awardedAt)),
      fact('expires', credential.expiresAt ? words.date(credential.expiresAt) : words.t('credential.never')),
      prose('did', credential.narrative),
      prose('criteria', achievement.criteriaNarrative, `/achievements/${achievement.id}`),
      ...(below
        ? [
            fact(
              'restsOn',
              words.t('credential.below', {
                level: words.t(`levels.${below.level}.name`),
                date: words.date(below.awardedAt),
              }),
              `/credentials/${below.credentialId}`,
            ),
          ]
        : []),
    ],
    evidence: shown.evidence,
    issuer: { name: issuer.name, href: issuerHref },
    image: `/credentials/${credential.id}.png`,
    document: `/credentials/${credential.id}.json`,
    certificate: `/credentials/${credential.id}.pdf`,
    check: `/verify?${new URLSearchParams({ url: `${toolUrl}/credentials/${credential.id}` })}`,
    linkedIn:
      status === 'valid' ? linkedInOf(shown, `${name}: ${achievement.courseTitle}`, toolUrl).add : null,
  }
}

export function verdictOf(
  { status, issuer, credential, replacedBy }: PublicCredential,
  words: Words,
): StandingView {
  const { withdrawnAt, expiresAt, withdrawnCause: cause } = credential
  const since = status === 'expired' ? expiresAt : withdrawnAt
  const undone = credential.undone !== null
  return presentStanding({ status, since, cause, undone, replacedBy, issuer: issuer.name }, words)
}
