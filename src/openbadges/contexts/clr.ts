/**
 * What the words of Comprehensive Learner Records mean (CLR 2.0 §B): 1EdTech's own context is in no package, so that it is written
 * down here. A test holds it to the published one: both make the same statements of a record.
 */
const CLR = 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#'
const OPEN_BADGES = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#'
const CREDENTIALS = 'https://www.w3.org/2018/credentials#'

const KEYWORDS = { id: '@id', type: '@type' }
const list = (name: string, type: string) => ({ '@id': CLR + name, '@type': type, '@container': '@set' })
const typed = (name: string, type: string) => ({ '@id': CLR + name, '@type': type })
/** A type whose members mean something within it only. */
const scoped = (name: string, members: object) => ({ '@id': CLR + name, '@context': members })

export const clrContext = {
  '@context': {
    ...KEYWORDS,
    ClrCredential: scoped('ClrCredential', { ...KEYWORDS, partial: typed('partial', 'xsd:boolean') }),
    ClrSubject: scoped('ClrSubject', {
      ...KEYWORDS,
      achievement: list('achievement', `${OPEN_BADGES}Achievement`),
      association: list('association', `${CLR}Association`),
      verifiableCredential: list('verifiableCredential', `${CREDENTIALS}verifiableCredential`),
      identifier: list('identifier-1', `${OPEN_BADGES}Identifier`),
    }),
    Association: scoped('Association', {
      associationType: { '@id': `${CLR}AssociationType` },
      sourceId: typed('sourceId', 'xsd:anyURI'),
      targetId: typed('targetId', 'xsd:anyURI'),
    }),
  },
}
