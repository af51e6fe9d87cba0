import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import express from 'express'
import { createHttpServer } from '../../src/web/http-server.ts'

describe('the server', () => {
  it('makes requests and responses that are Express’s before Express sees them', async () => {
    const web = express()
    web.get('/', (req, res) => {
      res.cookie('a', '1').json({ accepts: req.get('accept'), hostname: req.hostname, app: req.app === web })
    })
    const server = createHttpServer(web)
    const born: boolean[] = []
    server.prependListener('request', (req, res) => {
      born.push(Object.getPrototypeOf(req) === web.request, Object.getPrototypeOf(res) === web.response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      const reply = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'application/json' } })
      expect(await reply.json()).to.deep.equal({
        accepts: 'application/json',
        hostname: '127.0.0.1',
        app: true,
      })
      expect(reply.headers.get('set-cookie')).to.equal('a=1; Path=/')
      expect(born).to.deep.equal([true, true])
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
