/** What a picture must be. */
export interface PictureRules {
  /** Bytes, by what it is. */
  readonly bytes: { readonly png: number; readonly svg: number }
  /** Pixels of the shorter side of a PNG at least, and of the longer one at most. */
  readonly least: number
  readonly most: number
  readonly square: boolean
}

const MEGABYTE = 1_000_000

export const LOGO_RULES: PictureRules = {
  bytes: { png: MEGABYTE, svg: MEGABYTE / 2 },
  least: 16,
  most: 2000,
  square: false,
}

export const ART_RULES: PictureRules = {
  bytes: { png: 2 * MEGABYTE, svg: MEGABYTE / 2 },
  least: 200,
  most: 2000,
  square: true,
}
