import { expect } from 'chai'
import { usableSettings } from '../src/settings.ts'

describe('settings for a diagnosis', () => {
  it('are those that are right, with what is wrong with the others', () => {
    const { config, problems, dataUncertain } = usableSettings({
      PORT: 'many',
      DATA_DIR: '/there',
      TIME_ZONE: 'Mars',
    })
    expect(config).to.include({ port: 3000, dataDir: '/there', timeZone: 'UTC' })
    expect(problems.map((one) => one.split(':')[0])).to.deep.equal(['PORT', 'TIME_ZONE'])
    expect(dataUncertain).to.equal(false)
  })

  it('are all there where nothing is wrong', () => {
    expect(usableSettings({})).to.deep.include({ problems: [], dataUncertain: false })
  })

  it('do not miss what only production asks for', () => {
    const { config, problems, dataUncertain } = usableSettings({ NODE_ENV: 'production', PORT: 'x' })
    expect(config.toolUrl).to.equal('http://localhost:3000')
    expect(problems.map((one) => one.split(':')[0])).to.deep.equal(['PORT', 'PUBLIC_URL'])
    expect(dataUncertain).to.equal(false)
  })

  for (const wrong of [
    { DATABASE_URL: 'mysql://x' },
    { DATABASE_URL: 'postgres://db/x' },
    { SECRET_KEY: 'short' },
    { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/x' },
  ]) {
    it(`do not say for certain where the data is with ${JSON.stringify(wrong)}`, () => {
      expect(usableSettings(wrong).dataUncertain).to.equal(true)
    })
  }
})
