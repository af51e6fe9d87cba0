import { createVle, type Vle } from '../vle/index.ts'
import { type Inside, openInside } from '../whole/inside.ts'
import type { Target } from './forge.ts'

/** The tool in this process, reached over HTTP, with two platforms that it knows. */
export interface Certification extends Inside {
  readonly otherVle: Vle
  readonly target: Target
}

let opening: Promise<Certification> | null = null

/** Started for the first case that asks, the same for all. */
export function certification(): Promise<Certification> {
  opening ??= open()
  return opening
}

async function open(): Promise<Certification> {
  const [inside, otherVle] = await Promise.all([openInside({ learners: 3 }), createVle()])
  const { vle, registered, school, server } = inside
  await server.tool.store.platforms.save({
    ...otherVle.platform,
    id: server.tool.random.uuid(),
    name: 'Another VLE',
    clientId: registered.clientId,
    family: null,
    status: 'approved',
    deploymentIds: [registered.deploymentId],
  })
  return {
    ...inside,
    otherVle,
    target: { vle, otherVle, registered, course: school.course },
    async close() {
      await inside.close()
      await otherVle.close()
    },
  }
}

// Of the whole run: every file of this folder uses the one stage.
after(async () => {
  if (opening) await (await opening).close()
})
