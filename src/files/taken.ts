/** The types of files that are taken, and the endings of their names. */

export const TEXT = 'text/plain'
/** Word, Excel and PowerPoint before 2007 share one container, as do installers: what is inside only the name tells. */
export const OLD_OFFICE = 'application/x-cfb'

/** What is taken, with the endings that fit, the usual one first. Nothing here is unpacked or run by the tool. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/vnd.oasis.opendocument.graphics': ['odg'],
  'application/rtf': ['rtf'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/apng': ['png', 'apng'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/heic': ['heic'],
  'image/heif': ['heif', 'heic'],
  'image/avif': ['avif'],
  'image/tiff': ['tif', 'tiff'],
  'image/bmp': ['bmp'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a'],
  'audio/x-m4a': ['m4a'],
  'audio/aac': ['aac'],
  'audio/wav': ['wav'],
  'audio/flac': ['flac'],
  'audio/x-flac': ['flac'],
  'audio/ogg': ['ogg', 'oga'],
  'audio/ogg; codecs=opus': ['opus', 'ogg'],
  'video/mp4': ['mp4', 'm4v'],
  'video/x-m4v': ['m4v', 'mp4'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'video/matroska': ['mkv'],
  'video/x-matroska': ['mkv'],
  'video/mpeg': ['mpg', 'mpeg'],
  'video/ogg': ['ogv'],
  'video/vnd.avi': ['avi'],
  'video/3gpp': ['3gp'],
  // No ending that a computer would run or a browser would open as a page.
  [TEXT]: ['txt', 'md', 'csv', 'tsv', 'tex', 'bib', 'log', 'srt', 'vtt'],
}

export const OLD_OFFICE_TYPES: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
}

/** The endings that fit a type that is taken. */
export function endingsOf(type: string): readonly [string, ...string[]] {
  return (TAKEN[type] ?? ['bin']) as [string, ...string[]]
}

export const isTaken = (type: string) => type in TAKEN

/** What stands after the last dot; `null` without one. */
export function endingOf(name: string): string | null {
  return /\.([^.]+)$/.exec(name)?.[1] ?? null
}
