import type { OverviewContent } from '../../certificates/index.ts'
import type { PublicCollection } from '../contract/collections.ts'
import type { Credentials } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { publicUrls } from '../issuing/urls.ts'
import { dateIn, LANGUAGES } from '../public/certificate.ts'
import { standingOf } from '../public/standing.ts'

/** The words of a page for an application, in every language of the tool. `address`: where the collection can be seen. */
export async function overviewOf(
  { words, toolUrl, clock }: Deps,
  { title, name, introduction, credentials }: PublicCollection,
  address: string | null,
  achievementImage: Credentials['achievementImage'],
): Promise<OverviewContent> {
  const urls = publicUrls(toolUrl)
  const each = (key: string, values: (language: string) => Record<string, string> = () => ({})) =>
    LANGUAGES.map((language) => ({ language, text: words(language, key, values(language)) }))
  const today = isoNow(clock)
  return {
    title,
    name,
    introduction,
    made: each('issued.overview.made', (language) => ({ date: dateIn(language, today) })),
    rows: await Promise.all(
      credentials.map(async ({ credential, achievement, issuer, status }) => {
        const { level, awardedAt } = credential
        const { since } = standingOf(credential, clock.now())
        return {
          badge: {
            image: await achievementImage(achievement.id),
            alt: words('en', 'issued.certificate.badge', { name: achievement.name }),
          },
          course: achievement.courseTitle,
          level: each(`levels.${level}.name`),
          warning:
            status === 'valid'
              ? []
              : each(`issued.overview.${status}`, (language) => ({
                  date: since ? dateIn(language, since) : '',
                })),
          issued: each('issued.certificate.issued', (language) => ({
            issuer: issuer.name,
            date: dateIn(language, awardedAt),
          })),
          meaning: each(`levels.${level}.did_staff`),
          url: urls.credential(credential.id),
        }
      }),
    ),
    more: (count) => each('issued.overview.more', () => ({ count: String(count) })),
    check: each('issued.overview.check'),
    url: address === null ? null : `${toolUrl}/collections/${address}`,
    madeAt: new Date(today),
  }
}
