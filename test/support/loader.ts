import { join } from 'node:path'

/** For Node's command line: TypeScript without its types, stripped once for all processes that tests start. */
export const LOADER = ['--import', join(import.meta.dirname, '..', '..', 'scripts', 'strip-once.mjs')]
