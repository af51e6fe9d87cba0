/** What the tests and the benchmarks use of ltijs 5.9.9 and its Sequelize plugin, neither of which brings types. */
declare module 'ltijs' {
  import type { Response } from 'express'

  interface Provider {
    setup(encryptionKey: string, database: { plugin: unknown }, options: Record<string, unknown>): Provider
    deploy(options: { port: number; silent: boolean }): Promise<true>
    registerPlatform(platform: {
      url: string
      name: string
      clientId: string
      authenticationEndpoint: string
      accesstokenEndpoint: string
      authConfig: { method: 'JWK_SET'; key: string }
    }): Promise<unknown>
    onConnect(answer: (token: unknown, req: unknown, res: Response) => unknown): true
    onDeepLinking(answer: (token: unknown, req: unknown, res: Response) => unknown): true
    readonly DeepLinking: { createDeepLinkingForm(token: unknown, items: object[]): Promise<string> }
  }
  export const Provider: Provider
}

declare module 'ltijs-sequelize' {
  export default class Database {
    constructor(database: string, user: string, password: string, options: Record<string, unknown>)
  }
}
