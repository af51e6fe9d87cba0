/** A map that forgets what was used longest ago. */
export class Bounded<T> {
  readonly #kept = new Map<string, T>()
  readonly #most: number
  /** Asked for again and again, it stays where it is. */
  #latest: string | undefined

  constructor(most: number) {
    this.#most = most
  }

  get(key: string): T | undefined {
    const value = this.#kept.get(key)
    if (value !== undefined && key !== this.#latest) this.#touch(key, value)
    return value
  }

  set(key: string, value: T): void {
    this.#touch(key, value)
    if (this.#kept.size <= this.#most) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }

  delete(key: string): void {
    this.#kept.delete(key)
    this.#latest = undefined
  }

  #touch(key: string, value: T): void {
    this.#kept.delete(key)
    this.#kept.set(key, value)
    this.#latest = key
  }
}
