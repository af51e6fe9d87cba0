import type { PublicCredential } from '../../app/contract.ts'

export interface LinkedIn {
  /** Opens the form “add licence or certification” with the fields filled in, where LinkedIn still fills them. */
  readonly add: string
  /** The same to copy by hand. */
  readonly fields: {
    readonly name: string
    readonly organization: string
    /** `2026-11`; `null`: does not expire. */
    readonly issued: string
    readonly expires: string | null
    readonly id: string
    readonly url: string
  }
}

/** How a credential goes into a profile on LinkedIn. `name`: of the credential, as it is to stand there. */
export function linkedInOf(
  { credential, issuer }: Pick<PublicCredential, 'credential' | 'issuer'>,
  name: string,
  toolUrl: string,
): LinkedIn {
  const url = `${toolUrl}/credentials/${credential.id}`
  const issued = monthOf(credential.awardedAt)
  const expires = credential.expiresAt === null ? null : monthOf(credential.expiresAt)
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name,
    organizationName: issuer.name,
    issueYear: String(issued.year),
    issueMonth: String(issued.month),
    ...(expires && { expirationYear: String(expires.year), expirationMonth: String(expires.month) }),
    certUrl: url,
    certId: credential.id,
  })
  return {
    add: `https://www.linkedin.com/profile/add?${query}`,
    fields: {
      name,
      organization: issuer.name,
      issued: written(issued),
      expires: expires && written(expires),
      id: credential.id,
      url,
    },
  }
}

interface Month {
  readonly year: number
  readonly month: number
}

function monthOf(iso: string): Month {
  const date = new Date(iso)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
}

const written = ({ year, month }: Month) => `${year}-${String(month).padStart(2, '0')}`
