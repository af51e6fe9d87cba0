import { z } from 'zod'
import { addQuery } from '../http/url.ts'
import { GROUPS_SCOPE } from '../scopes.ts'
import type { ContextGroup, ContextGroupSet } from '../types.ts'
import { identifier, text } from '../values.ts'
import { pages } from './paging.ts'
import { shaped } from './reply.ts'
import type { Request } from './request.ts'

const GROUPS = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json'
const SETS = 'application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json'

const groupContainer = z.looseObject({ groups: z.array(z.looseObject({})) })
const setContainer = z.looseObject({ sets: z.array(z.looseObject({})) })

/** The groups of a course, or of one user in it (LTI Course Groups Service 1.0 §3.1). */
export function groups(
  request: Request,
  url: string,
  { userId }: { readonly userId?: string } = {},
): AsyncGenerator<ContextGroup[]> {
  const asked = addQuery(url, userId === undefined ? {} : { user_id: userId })
  return pages(request, { url: asked, scopes: [GROUPS_SCOPE], accept: GROUPS }, (json) =>
    shaped(groupContainer, json, 'group container').groups.flatMap((group) => {
      const named = read(group)
      return named ? [{ ...named, tag: text(group.tag), setId: identifier(group.set_id) }] : []
    }),
  )
}

/** The sets that a course's groups belong to (§3.2); a platform need not have any. */
export function groupSets(request: Request, url: string): AsyncGenerator<ContextGroupSet[]> {
  return pages(request, { url, scopes: [GROUPS_SCOPE], accept: SETS }, (json) =>
    shaped(setContainer, json, 'group set container').sets.flatMap((set) => read(set) ?? []),
  )
}

function read(one: Readonly<Record<string, unknown>>): ContextGroupSet | null {
  const id = identifier(one.id)
  return id === null ? null : { id, name: text(one.name) ?? '' }
}
