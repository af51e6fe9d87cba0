import { z } from 'zod'
import type { IssuerProfile } from '../app/contract/issuers.ts'
import { type Deps, isoNow } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import { changesOf, giveToPlatform } from '../app/issuers/editor.ts'
import { keepPicture, OPERATOR, storePicture } from '../app/issuers/pictures.ts'
import type { AuditLine, Issuer } from '../app/model.ts'
import type { UnitOfWork } from '../app/ports.ts'
import { BadgeError, cleanLogo } from '../openbadges/index.ts'
import { type Arguments, optional, required } from './arguments.ts'
import { logoIn } from './logo-input.ts'
import type { Output } from './output.ts'

const shapes = {
  name: z.string().trim().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }).max(500),
  email: z.email().max(200),
  description: z.string().trim().max(1000),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'must be like #0b5cad')
    .toLowerCase(),
} as const

const USAGE = 'issuer list | add --name NAME --url URL | set ID … | use ID --platform ID|NAME or --course ID'

/** `issuer list|add|set|use`. */
export async function issuerCommand(args: Arguments, output: Output, deps: Deps): Promise<number> {
  const [, action, id] = args.words
  if (action === 'list') return list(output, deps)
  if (action === 'add') return add(args, output, deps)
  if ((action !== 'set' && action !== 'use') || !id) throw new AppError('usage', 2, USAGE)
  const issuer = await deps.store.issuers.byId(id)
  if (!issuer) throw new AppError('issuer_not_found', 2, `no issuer ${id} (issuer list shows them)`)
  return action === 'set' ? set(args, output, deps, issuer) : use(args, output, deps, issuer)
}

async function list(output: Output, { store, defaultIssuerId }: Deps): Promise<number> {
  const [issuers, chosen, platforms, courses] = await Promise.all([
    store.issuers.list(),
    store.issuers.chosen(),
    store.platforms.list(),
    store.courses.list(),
  ])
  const rows = issuers.map((issuer) => ({
    ...issuer,
    platforms: platforms
      .filter(({ id }) => (chosen.get(id) ?? defaultIssuerId) === issuer.id)
      .map(({ name }) => name),
    courses: courses.filter(({ issuerId }) => issuerId === issuer.id).length,
  }))
  output.result(rows, () =>
    rows
      .map(({ id, name, url, platforms, courses }) => {
        const whose = platforms.length > 0 ? `new courses of ${platforms.join(', ')}; ` : ''
        return `${id}  ${name}  ${url}\n  ${whose}${courses} courses`
      })
      .join('\n'),
  )
  return 0
}

async function add(args: Arguments, output: Output, deps: Deps): Promise<number> {
  required(args, 'name')
  required(args, 'url')
  const blank: IssuerProfile = { name: '', url: '', email: null, description: null, logo: null, colour: null }
  const profile = await profileOf(args, deps, blank)
  const issuer: Issuer = { ...profile, id: deps.random.uuid(), savedAt: isoNow(deps.clock) }
  await deps.store.write((unit) => save(deps, unit, issuer, null))
  output.result(
    issuer,
    () =>
      `${issuer.name}: ${issuer.id}\nUse it with: npm run tool -- issuer use ${issuer.id} --platform NAME`,
  )
  return 0
}

async function set(args: Arguments, output: Output, deps: Deps, known: Issuer): Promise<number> {
  const issuer: Issuer = { ...known, ...(await profileOf(args, deps, known)), savedAt: isoNow(deps.clock) }
  await deps.store.write((unit) => save(deps, unit, issuer, known))
  output.result(issuer, () => `${issuer.name} is saved. What was issued stays as it is.`)
  return 0
}

async function save(deps: Deps, unit: UnitOfWork, issuer: Issuer, known: Issuer | null): Promise<void> {
  if (issuer.logo !== null && issuer.logo !== known?.logo) await keepPicture(unit, OPERATOR, issuer.logo)
  await unit.issuers.save(issuer)
  const detail = { issuer: issuer.id, ...(known && changesOf(known, issuer)) }
  await unit.audit.append([lineOf(deps, 'issuer.saved', null, detail)])
}

/** What is there, with what the command line says in its place. Errors: `usage`. */
async function profileOf(args: Arguments, deps: Deps, known: IssuerProfile): Promise<IssuerProfile> {
  const { name, url, email, description, logo, colour } = known
  const logoGiven = optional(args, 'logo')
  return {
    name: field(args, 'name') ?? name,
    url: field(args, 'url') ?? url,
    email: field(args, 'email') ?? email,
    description: field(args, 'description') ?? description,
    colour: field(args, 'colour') ?? colour,
    logo: logoGiven !== null ? await take(deps, logoIn(logoGiven)) : args.options.remove ? null : logo,
  }
}

function field(args: Arguments, name: keyof typeof shapes): string | null {
  const value = optional(args, name)
  if (value === null) return null
  const parsed = shapes[name].safeParse(value)
  if (!parsed.success)
    throw new AppError('usage', 2, `--${name} is not right: ${parsed.error.issues[0]?.message}`)
  return parsed.data
}

async function take(deps: Deps, file: Buffer): Promise<string> {
  try {
    return await storePicture(deps, OPERATOR, cleanLogo(file))
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error
    throw new AppError(
      'usage',
      2,
      `--logo: ${deps.words('en', `pictures.${error.code}`, { context: 'picture' })}`,
    )
  }
}

/** What the courses have issued stays as it is. */
async function use(args: Arguments, output: Output, deps: Deps, issuer: Issuer): Promise<number> {
  const courseId = optional(args, 'course')
  if (courseId !== null) {
    const course = await deps.store.courses.byId(courseId)
    if (!course) throw new AppError('course_not_found', 2, `no course ${courseId}`)
    await deps.store.write(async (unit) => {
      await unit.issuers.giveCourse(courseId, issuer.id)
      const line = lineOf(deps, 'issuer.chosen', course.platformId, { issuer: issuer.id })
      await unit.audit.append([{ ...line, courseId }])
    })
    output.result({ issuer: issuer.id, course: courseId }, () => `${course.title} issues as ${issuer.name}.`)
    return 0
  }
  const wanted = required(args, 'platform')
  const platform = (await deps.store.platforms.list()).find(
    ({ id, name }) => id === wanted || name === wanted,
  )
  if (!platform) throw new AppError('platform_not_found', 2, `no platform ${wanted}`)
  await deps.store.write(async (unit) => {
    const from = (await unit.issuers.ofPlatform(platform.id))?.id ?? deps.defaultIssuerId
    await giveToPlatform(deps, unit, platform.id, { from, to: issuer.id })
    await unit.audit.append([lineOf(deps, 'issuer.chosen', platform.id, { issuer: issuer.id })])
  })
  output.result(
    { issuer: issuer.id, platform: platform.id },
    () => `${platform.name} issues as ${issuer.name}.`,
  )
  return 0
}

const lineOf = (
  deps: Deps,
  action: 'issuer.saved' | 'issuer.chosen',
  platformId: string | null,
  detail: AuditLine['detail'],
): AuditLine => ({
  at: isoNow(deps.clock),
  platformId,
  courseId: null,
  actorId: null,
  action,
  subjectId: null,
  reason: null,
  detail,
})
