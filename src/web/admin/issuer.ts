import { z } from 'zod'
import type { IssuerProfile } from '../../app/contract/issuers.ts'
import type { WebDeps } from '../deps.ts'
import { type FormProblems, joinedProblems, optionalProse, problemsOf, prose, sentFields } from '../input.ts'
import { colour, PICTURE_FORM, pictureHash, pictureProblem } from '../picture-form.ts'
import { presentSamples } from '../presenters/samples.ts'
import type { AddRoute, Turn } from '../session/routes.ts'
import { receivedFile, smallForm } from '../small-form.ts'

const form = z.object({
  name: prose(200),
  url: z
    .string()
    .trim()
    .min(1, 'required')
    .max(500, 'too_long')
    .pipe(z.url({ protocol: /^https?$/, error: 'web_address' })),
  email: z
    .string()
    .trim()
    .transform((text) => text || null)
    .pipe(z.email('email').max(200, 'too_long').nullable()),
  description: optionalProse(1000),
  logo: z.union([z.literal('').transform(() => null), pictureHash]).default(null),
  colour,
  removeLogo: z.string().optional(),
})

interface Again {
  readonly fields?: Record<string, string>
  readonly problems?: FormProblems
  /** What is seen before it is saved. */
  readonly tried?: IssuerProfile
}

/** Who issues: name, addresses, description and logo. Set by administrators of the institution, seen by those of a course. */
export function issuerPages(add: AddRoute, { app }: WebDeps): void {
  const show = async (turn: Turn, again: Again = {}) => {
    const { issuer, canEdit, shared } = await app.issuer.view(turn.visit)
    const fields = again.fields ?? {
      name: issuer.name,
      url: issuer.url,
      email: issuer.email ?? '',
      description: issuer.description ?? '',
      logo: issuer.logo ?? '',
      colour: issuer.colour ?? '',
    }
    const logo = pictureHash.safeParse(fields.logo).success ? `/pictures/${fields.logo}.png` : null
    const samples = await app.looks.previewIssuer(turn.visit, again.tried ?? issuer)
    turn.page('admin/issuer', {
      samples: presentSamples(samples, turn.words),
      tried: again.tried !== undefined,
      title: turn.words.t('issuerPage.title'),
      issuer,
      publicPage: `/issuers/${issuer.id}`,
      canEdit,
      shared: shared && canEdit,
      fields,
      logo,
      ...(again.problems && { problems: again.problems }),
    })
  }
  add('GET /issuer', (turn) => show(turn))
  add(
    'POST /issuer',
    async (turn) => {
      const fields = sentFields(turn.req.body)
      const taken = await takeLogo(turn)
      if (typeof taken === 'string') fields.logo = taken
      if (fields.removeLogo !== undefined && typeof taken !== 'string') fields.logo = ''
      const parsed = form.safeParse(fields)
      const wrong = taken !== null && typeof taken === 'object' ? taken : null
      if (parsed.success && wrong === null) {
        const { removeLogo: _, ...profile } = parsed.data
        if (fields.do === 'preview') return show(turn, { fields, tried: profile })
        await app.issuer.save(turn.visit, profile)
        return turn.goTo('/issuer', 'issuer')
      }
      turn.res.status(422)
      const typed = parsed.success ? null : problemsOf(parsed.error, turn.words)
      // A logo that was taken is not asked for again while the rest is put right.
      await show(turn, { fields, problems: joinedProblems(typed, wrong) })
    },
    smallForm(PICTURE_FORM),
  )

  async function takeLogo(turn: Turn): Promise<string | FormProblems | null> {
    const file = receivedFile(turn.req)
    if (file === null) return null
    try {
      return await app.issuer.takeLogo(turn.visit, file.bytes)
    } catch (error) {
      return pictureProblem(error, 'picture', turn.words)
    }
  }
}
