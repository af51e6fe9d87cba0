import { expect } from 'chai'
import { outlineOf } from '../../../src/web/presenters/outline.ts'

const leaf = (text: string) => ({ text, points: [] })

describe('an outline', () => {
  it('puts points under their line, however deep', () => {
    const text =
      'Hold Completed, and then:\nAll of these:\n- Attend\n- One or more of these:\n  - Hand in\n  - Take part\n- Pass'
    expect(outlineOf(text)).to.deep.equal([
      leaf('Hold Completed, and then:'),
      {
        text: 'All of these:',
        points: [
          leaf('Attend'),
          { text: 'One or more of these:', points: [leaf('Hand in'), leaf('Take part')] },
          leaf('Pass'),
        ],
      },
    ])
  })

  it('keeps what has no line above it, and a dash within a line', () => {
    expect(outlineOf('- Alone\n\nA week - or two')).to.deep.equal([leaf('Alone'), leaf('A week - or two')])
  })
})
