/** Run as a process of its own: erases a person, and kills itself at the n-th statement of the database, or the n-th commit. */
import { erasePerson } from '../../src/app/personal/erase.ts'
import { BY_OPERATOR } from '../../src/app/personal/record.ts'
import { readConfig } from '../../src/config.ts'
import { assembleTool } from '../../src/tool.ts'
import type { Lived, Order } from './killed.child.ts'
import { dieAt, pointsPassed, watchCommits, watchStatements } from './killed.points.ts'

process.once('message', async ({ settings, point, personId }: Order & { readonly personId: string }) => {
  const tool = await assembleTool(readConfig(settings))
  const person = await tool.store.people.byId(personId)
  if (person === null) throw new Error('nobody to erase')
  watchStatements()
  watchCommits()
  dieAt(point)
  await erasePerson(tool.deps, person, BY_OPERATOR)
  const lived: Lived = { passed: pointsPassed() }
  dieAt(Number.POSITIVE_INFINITY)
  await tool.close()
  process.send?.(lived)
  process.disconnect()
})
