/** Time and chance, as the product asks for them. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Random {
  uuid(): string
  /** base64url of `bytes` random bytes. */
  token(bytes: number): string
}
