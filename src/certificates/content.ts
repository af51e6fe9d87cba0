/** What stands on a certificate, in words; the drawing knows nothing of who issues what. */
export interface CertificateContent {
  /** Of the document, as a reader's window shows it. */
  readonly title: string
  /** PNG, square. */
  readonly badge: { readonly image: Buffer; readonly alt: string }
  /** PNG of the issuer's logo. */
  readonly logo: { readonly image: Buffer; readonly alt: string } | null
  /** The same in each language, side by side; BCP 47 tags. */
  readonly versions: readonly {
    readonly language: string
    readonly heading: string
    readonly level: string
    readonly course: string
    readonly lines: readonly string[]
    /** Where it no longer stands: said first, and in red. */
    readonly warning: string | null
    readonly check: string
  }[]
  /** The public page, also as a QR code. */
  readonly url: string
  /** The signed credential, carried along as a file. */
  readonly attachment: { readonly name: string; readonly type: string; readonly bytes: Buffer }
  /** The document's own date, so that the same credential gives the same file. */
  readonly issuedAt: Date
}
