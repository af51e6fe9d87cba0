import { type Stage, startStage } from './stage.ts'

let started: Promise<Stage> | null = null

/** The stage that all files share: to play the course takes longer than most journeys. */
export function playedStage(): Promise<Stage> {
  started ??= startStage()
  return started
}

after('closes both servers', async () => {
  const stage = await started?.catch(() => null)
  started = null
  await stage?.close()
})
