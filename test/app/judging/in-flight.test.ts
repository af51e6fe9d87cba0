import { expect } from 'chai'
import { inFlight } from '../../../src/app/judging/in-flight.ts'

async function* numbers(count: number, taken: number[] = []) {
  for (let item = 0; item < count; item += 1) {
    taken.push(item)
    yield item
  }
}

describe('work in flight', () => {
  it('is all done, so many at a time', async () => {
    const done: number[] = []
    let [now, most] = [0, 0]
    await inFlight(numbers(7), 2, async (item) => {
      now += 1
      most = Math.max(most, now)
      await new Promise(setImmediate)
      now -= 1
      done.push(item)
    })
    expect(done.sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6])
    expect(most).to.equal(2)
  })

  it('ends with the first error, once what was under way has ended', async () => {
    const taken: number[] = []
    let other = 'under way'
    const work = async (item: number) => {
      if (item === 1) throw new Error('the second fails')
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
      other = 'done'
    }
    const failure = await inFlight(numbers(9, taken), 2, work).catch((error: Error) => error.message)
    expect(failure).to.equal('the second fails')
    expect(other).to.equal('done')
    expect(taken).to.deep.equal([0, 1])
  })

  it('ends with the error of what comes', async () => {
    async function* broken() {
      yield 1
      throw new Error('no more to be had')
    }
    const failure = await inFlight(broken(), 2, async () => {}).catch((error: Error) => error.message)
    expect(failure).to.equal('no more to be had')
  })
})
