import { markup } from '../markup.ts'

/** Of the embed page, which holds one badge and a few lines; CSS pixels. */
const SIZE = { width: 420, height: 180 }

export interface FrameSize {
  readonly width: number
  readonly height: number
}

/** As large as the embed page wants to be, and never larger than somebody has room for. */
export function frameSize({ width, height }: Partial<FrameSize> = {}): FrameSize {
  return {
    width: Math.min(SIZE.width, width ?? SIZE.width),
    height: Math.min(SIZE.height, height ?? SIZE.height),
  }
}

/** HTML that shows a credential on somebody's site, always as it stands now. `page`: of the credential, absolute. */
export function frameCode(page: string, title: string, { width, height }: FrameSize = frameSize()): string {
  return markup`<iframe src="${page}/embed" title="${title}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy"></iframe>`
}
