import { expect } from 'chai'
import { createJar, type Setting } from './robot/jar.ts'

describe('robot: cookies', () => {
  const vle = new URL('http://127.0.0.1:3001/courses/2')
  const tool = new URL('http://localhost:3000/lti/launch')
  const framed: Setting = { top: vle, framed: true, initiator: vle, method: 'POST' }
  const alone: Setting = { top: tool, framed: false, initiator: null, method: 'GET' }

  it('keeps of a framed stranger only what is partitioned, and for that top page only', () => {
    const jar = createJar('partitioned')
    const none = 'Path=/; Secure; SameSite=None'
    jar.keep(framed, tool, [`plain=1; ${none}`, `parted=1; ${none}; Partitioned`, 'lax=1; Path=/'])
    expect(jar.header(framed, tool)).to.equal('parted=1')
    expect(jar.header(alone, tool)).to.equal(null)
    expect(jar.header({ ...framed, top: new URL('http://other.example/') }, tool)).to.equal(null)
  })

  it('keeps all that is SameSite=None, or nothing, as it is set', () => {
    for (const [mode, expected] of [
      ['allowed', 'a=1'],
      ['blocked', null],
    ] as const) {
      const jar = createJar(mode)
      jar.keep(framed, tool, ['a=1; Path=/; Secure; SameSite=None'])
      expect(jar.header(framed, tool)).to.equal(expected)
    }
  })

  it('sends a Lax cookie along with links from elsewhere, not with posts or in frames', () => {
    const jar = createJar('allowed')
    jar.keep(alone, tool, ['lax=1; Path=/; SameSite=Lax'])
    expect(jar.header({ ...alone, initiator: vle }, tool)).to.equal('lax=1')
    expect(jar.header({ ...alone, initiator: vle, method: 'POST' }, tool)).to.equal(null)
    expect(jar.header(framed, tool)).to.equal(null)
  })

  it('honours Path and origin, replaces, and forgets', () => {
    const jar = createJar('allowed')
    jar.keep(alone, tool, ['a=1; Path=/lti', 'b=1; Path=/other'])
    jar.keep(alone, tool, ['a=2; Path=/lti'])
    expect(jar.header(alone, tool)).to.equal('a=2')
    expect(jar.header(alone, new URL('/ltix', tool))).to.equal(null)
    expect(jar.header(alone, new URL('http://localhost:4000/lti'))).to.equal(null)
    jar.keep(alone, tool, ['a=; Path=/lti; Max-Age=0'])
    expect(jar.header(alone, tool)).to.equal(null)
  })

  it('refuses Secure from plain http of another host, and SameSite=None without Secure', () => {
    const jar = createJar('allowed')
    const far = new URL('http://vle.example/')
    jar.keep({ ...alone, top: far }, far, ['a=1; Secure'])
    jar.keep(alone, tool, ['b=1; SameSite=None'])
    expect([...jar.names(far.origin), ...jar.names(tool.origin)]).to.deep.equal([])
  })
})
