import { expect } from 'chai'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { BadgeError, bakePng, readPng } from '../../../src/openbadges/index.ts'
import { listChunks, packedItxt, picture, plainItxt, rawChunk, withChunks } from '../support/png.ts'

const png = picture()
const pixels = (file: Buffer) =>
  listChunks(file)
    .filter(({ type }) => type === 'IDAT')
    .map(({ data }) => data.toString('hex'))

describe('baking a PNG', () => {
  const json = fc
    .dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
    .map((value) => JSON.stringify(value))

  it('gives back what was put in, whatever is in it', () => {
    fc.assert(
      fc.property(json, json, (ob3, ob2) => {
        const read = readPng(bakePng(png, { ob3, ob2 }))
        expect(JSON.parse(read.ob3 ?? '')).to.deep.equal(JSON.parse(ob3))
        expect(JSON.parse(read.ob2 ?? '')).to.deep.equal(JSON.parse(ob2))
      }),
    )
  })

  it('leaves every byte of the pixels alone, and other programs still read them', () => {
    fc.assert(
      fc.property(json, (ob3) => {
        const baked = bakePng(png, { ob3 })
        expect(pixels(baked)).to.deep.equal(pixels(png))
        expect(PNG.sync.read(baked).data.equals(PNG.sync.read(png).data)).to.equal(true)
      }),
      { numRuns: 30 },
    )
  })

  it('keeps braces balanced for readers that count them', () => {
    const text = readPng(bakePng(png, { ob3: '{"name":"}}{ \\" } \\\\"}' })).ob3 ?? ''
    expect(text.match(/[{}]/g)).to.deep.equal(['{', '}'])
    expect(JSON.parse(text)).to.deep.equal({ name: '}}{ " } \\' })
  })

  it('puts both badges between the header and the pixels, each once', () => {
    const types = listChunks(bakePng(png, { ob3: '{}', ob2: '{}' })).map(({ type }) => type)
    expect(types.slice(0, 3)).to.deep.equal(['IHDR', 'iTXt', 'iTXt'])
    expect(types.filter((type) => type === 'iTXt')).to.have.length(2)
  })

  it('replaces badges and keeps other texts', () => {
    const old = withChunks(png, plainItxt('openbadges', 'old'), plainItxt('Comment', 'kept'))
    const baked = bakePng(bakePng(old, { ob3: '{"a":1}', ob2: '{}' }), { ob3: '{"a":2}' })
    expect(readPng(baked)).to.deep.equal({ ob3: '{"a":2}', ob2: null })
    expect(baked.includes('kept')).to.equal(true)
  })

  it('keeps a token as it is', () => {
    expect(readPng(bakePng(png, { ob3: 'eyJh.eyJi.c2ln' })).ob3).to.equal('eyJh.eyJi.c2ln')
  })
})

describe('reading a PNG', () => {
  it('finds nothing where there is nothing', () => {
    expect(readPng(png)).to.deep.equal({ ob3: null, ob2: null })
  })

  it('reads the old kind of text chunk and packed text', () => {
    const old = withChunks(png, rawChunk('tEXt', Buffer.from('openbadges\0https://h.example/a')))
    expect(readPng(old).ob2).to.equal('https://h.example/a')
    expect(readPng(withChunks(png, packedItxt('openbadgecredential', '{"ŵ":1}'))).ob3).to.equal('{"ŵ":1}')
  })

  const hostile: readonly (readonly [string, () => Buffer])[] = [
    [
      'two badges under one name',
      () => withChunks(png, plainItxt('openbadges', 'a'), plainItxt('openbadges', 'b')),
    ],
    [
      'two badges under one name in chunks of different kinds',
      () => withChunks(png, plainItxt('openbadges', 'a'), rawChunk('tEXt', Buffer.from('openbadges\0b'))),
    ],
    [
      'a damaged text chunk',
      () => {
        const file = Buffer.from(withChunks(png, plainItxt('openbadges', 'abc')))
        file[file.indexOf('abc')] = 0x7a
        return file
      },
    ],
    ['a file that is cut off', () => bakePng(png, { ob3: '{}' }).subarray(0, 60)],
    ['a chunk that claims 4 GB', () => withChunks(png, Buffer.from('ffffffff69545874', 'hex'))],
    [
      'text that unpacks to 50 MB',
      () => withChunks(png, packedItxt('openbadges', Buffer.alloc(50 * 1024 * 1024, 0x20))),
    ],
    [
      'packed text that is none',
      () => withChunks(png, rawChunk('iTXt', Buffer.from('openbadges\0\u0001\0\0\0xxxx'))),
    ],
    [
      'text that is not UTF-8',
      () => withChunks(png, rawChunk('iTXt', Buffer.from('openbadges\0\0\0\0\0\xff\xfe', 'latin1'))),
    ],
    [
      'a text chunk without its parts',
      () => withChunks(png, rawChunk('iTXt', Buffer.from('openbadges\0\0'))),
    ],
    ['no PNG', () => Buffer.from('GIF89a')],
    ['nothing but the signature', () => png.subarray(0, 8)],
  ]
  for (const [name, file] of hostile) {
    it(`refuses ${name}`, () => {
      expect(() => readPng(file())).to.throw(BadgeError)
    })
  }

  it('never throws anything but a BadgeError, however a file is damaged', () => {
    const baked = bakePng(png, { ob3: '{"a":1}', ob2: 'https://h.example/a' })
    const damage = fc.array(fc.tuple(fc.nat(baked.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(damage, fc.nat(baked.length), (bytes, length) => {
        const file = Buffer.from(baked)
        for (const [at, value] of bytes) file[at] = value
        try {
          readPng(file.subarray(0, length))
        } catch (error) {
          expect(error).to.be.instanceOf(BadgeError)
        }
      }),
    )
  })
})
