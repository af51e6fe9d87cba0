import { expect } from 'chai'
import { LtiError } from '../../src/lti/index.ts'
import { faultOf } from '../../src/web/faults.ts'
import { LANGUAGES, readLocale } from '../../src/web/language/locales.ts'
import { presentFault } from '../../src/web/presenters/fault.ts'
import { FAMILIES } from '../../src/web/presenters/fault-words.ts'
import { words as wordsIn } from './words-support.ts'

const CODES = ['launch_again', 'not_connected', 'launch_refused'].flatMap((family) => FAMILIES[family] ?? [])

describe('the words of a refused launch', () => {
  for (const language of LANGUAGES) {
    it(`tell staff in ${language} what exactly was wrong, each code in words of its own`, () => {
      const { launchFaults } = readLocale(language) as { launchFaults: Record<string, string> }
      const told = CODES.map((code) => launchFaults[code])
      expect(told.filter((words) => !words)).to.deep.equal([])
      expect(new Set(told).size).to.equal(CODES.length)
    })
  }

  it('leave the technical line out for a learner, who is sent to the tutor instead', async () => {
    const words = await wordsIn('en')
    const fault = faultOf(new LtiError('deployment_unknown', 'not for people'))
    const learner = presentFault(fault, words, 'learner', null)
    const tutor = presentFault(fault, words, 'tutor', null)
    expect(learner.technical).to.equal(null)
    expect(learner.action).to.contain('your tutor')
    expect(tutor.technical).to.contain('compare the deployment id')
    expect(tutor.action).not.to.equal(learner.action)
  })
})
