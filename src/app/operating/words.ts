import type { Product } from '../../lti/index.ts'
import type { Finding } from './findings.ts'

export type Translate = (key: string, values: Readonly<Record<string, string>>) => string

/** A finding in words. */
export interface FindingWords {
  /** What was looked at. */
  readonly label: string
  /** What was found. */
  readonly text: string
  /** What puts it right, and who can do that; `null` where nothing is to be done. */
  readonly mend: string | null
  readonly who: string | null
}

/**
 * The words of a finding from the language files. Where something is to be clicked in the VLE, the way there is told by
 * the names that its product has for it (`doctor.where.<place>_<product>`).
 */
export function wordsOf(
  { check, code, detail, mendBy }: Finding,
  place: { readonly product: Product; readonly toolUrl: string },
  t: Translate,
): FindingWords {
  const { product, toolUrl } = place
  const here = { toolUrl, context: product }
  const values = {
    ...detail,
    ...here,
    keysPlace: t('doctor.where.keys', here),
    servicesPlace: t('doctor.where.services', here),
  }
  return {
    label: t(`doctor.checks.${check}`, {}),
    text: t(`doctor.codes.${code}.text`, values),
    mend: mendBy === null ? null : t(`doctor.codes.${code}.mend`, values),
    who: mendBy === null ? null : t(`doctor.who.${mendBy}`, {}),
  }
}
