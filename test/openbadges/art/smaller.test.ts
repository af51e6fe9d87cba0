import { readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { expect } from 'chai'
import { PNG } from 'pngjs'
import { smaller } from '../../../src/openbadges/art/smaller.ts'
import { drawBadgeSvg } from '../../../src/openbadges/index.ts'

describe('the file of a drawing', () => {
  const template = readFileSync(new URL('../../../config/art/demonstrated.svg', import.meta.url), 'utf8')
  const drawn = new Resvg(drawBadgeSvg(template, { level: '', course: '', issuer: '' }, { size: 400 }))
    .render()
    .asPng()

  it('is a quarter smaller at least, and no colour is off by more than one step of 255', () => {
    const file = smaller(drawn)
    expect(file.length).to.be.below(drawn.length * 0.75)
    const [before, after] = [PNG.sync.read(drawn), PNG.sync.read(file)]
    expect([after.width, after.height]).to.deep.equal([before.width, before.height])
    let most = 0
    for (const [at, value] of before.data.entries()) {
      const off = Math.abs(value - (after.data[at] ?? 0))
      if (off > (at % 4 === 3 ? 0 : 1)) throw new Error(`${off} at ${at}`)
      most = Math.max(most, off)
    }
    expect(most).to.equal(1)
  })

  it('keeps white white and what is clear clear', () => {
    const picture = new PNG({ width: 2, height: 1 })
    picture.data.set([255, 255, 255, 255, 0, 0, 0, 0])
    expect([...PNG.sync.read(smaller(PNG.sync.write(picture))).data]).to.deep.equal([
      255, 255, 255, 255, 0, 0, 0, 0,
    ])
  })
})
