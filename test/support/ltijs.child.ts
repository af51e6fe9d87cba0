/** ltijs in a process of its own, set up as its documentation has it for production. Started by `ltijs.ts`. */
import { Provider } from 'ltijs'
import Database from 'ltijs-sequelize'
import type { LtijsSettings } from './ltijs.ts'

const { port, file, platforms } = JSON.parse(process.argv[2] ?? '') as LtijsSettings

Provider.setup(
  'a key of the tests that encrypts nothing worth having',
  { plugin: new Database('ltijs', '', '', { dialect: 'sqlite', storage: file, logging: false }) },
  {
    appRoute: '/lti/launch',
    loginRoute: '/lti/login',
    keysetRoute: '/lti/jwks.json',
    cookies: { secure: true, sameSite: 'None' },
    devMode: false,
  },
)
Provider.onConnect((_token, _req, res) => res.send('<!doctype html><title>ltijs</title><h1>Launched</h1>'))
Provider.onDeepLinking(async (token, _req, res) => {
  res.send(await Provider.DeepLinking.createDeepLinkingForm(token, []))
})
await Provider.deploy({ port, silent: true })
for (const { issuer, clientId, authUrl, tokenUrl, jwksUrl } of platforms) {
  await Provider.registerPlatform({
    url: issuer,
    name: issuer,
    clientId,
    authenticationEndpoint: authUrl,
    accesstokenEndpoint: tokenUrl,
    authConfig: { method: 'JWK_SET', key: jwksUrl },
  })
}
process.send?.('ready')
// Its parent has gone: nobody is left to end it.
process.once('disconnect', () => process.exit(0))
