import { TEXT, TEXT_KEY } from './fields.ts'

export const moodleSites = { platformId: TEXT_KEY, url: TEXT, encryptedToken: TEXT, savedAt: TEXT }
