import type { Response } from 'express'
import type { PersonalFile } from '../../app/contract/personal.ts'

/** All that is held about a person, as a file of theirs: it can be read without the tool. */
export function sendPersonalFile(res: Response, file: PersonalFile): void {
  res
    .type('json')
    .attachment('about-me.json')
    .send(`${JSON.stringify(file, null, 2)}\n`)
}
