/** Letters that leave the tool. */

export interface Letter {
  /** The same for the same letter, however often it is sent: a mailbox then shows it once. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** `refused`: this address does not take it, and trying again would not help; `later`: it may take it later. Errors: a server that takes nothing now, without an address in its words. */
  send(letter: Letter): Promise<'sent' | 'refused' | 'later'>
  /** Connects and says who it is, and sends nothing. Answers the code of what went wrong; `null`: nothing. */
  fault(): Promise<string | null>
}
