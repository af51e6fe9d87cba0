import { expect } from 'chai'
import { load } from 'cheerio'
import type { Person } from '../../src/app/model.ts'
import { withClaims } from './attempts.ts'
import { type Claims, cookiesOf, follow } from './forge.ts'
import { certification } from './stage.ts'

/** What a launch opened. */
export interface Opened {
  /** Whose pages are shown. */
  readonly as: 'learner' | 'tutor' | 'administrator'
  readonly title: string
  /** The person as the tool recorded them; `null` for nobody. */
  readonly person: Person | null
}

/** Makes a right launch as somebody new, whose claims these are, and goes to the page it leads to. */
export async function opened(sub: string | undefined, ...claims: readonly Claims[]): Promise<Opened> {
  const { target, server, vle } = await certification()
  const person: Claims = Object.assign({}, ...claims, { sub })
  const reply = await withClaims(() => ({}))({ target, person })
  expect(reply.status).to.equal(303)
  expect(cookiesOf(reply)).to.match(/(^|; )session=/)
  const page = await follow(target, reply)
  expect(page.status).to.equal(200)
  const $ = load(await page.text())
  const [, as] = /viewing as an? (learner|tutor|administrator)/.exec($('header').text()) ?? []
  const { platforms, people } = server.tool.store
  const platform = (await platforms.list()).find(({ issuer }) => issuer === vle.issuer)
  const id = sub && (await people.idsBySub(platform?.id ?? '', [sub])).get(sub)
  return { as: as as Opened['as'], title: $('h1').text(), person: id ? await people.byId(id) : null }
}
