import { expect } from 'chai'
import { type ConfigError, readConfig } from '../src/config.ts'

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return (error as ConfigError).problems
  }
}

describe('the settings', () => {
  it('need nothing to begin with', () => {
    const config = readConfig({})
    expect(config).to.include({
      port: 3000,
      toolUrl: 'http://localhost:3000',
      databaseUrl: 'sqlite:data/credential-ladder.db',
      allowPrivatePlatforms: false,
    })
    expect(Object.isFrozen(config)).to.equal(true)
  })

  it('know the addresses of before, each once and without a slash at its end', () => {
    const env = {
      PUBLIC_URL: 'https://new.example',
      FORMER_PUBLIC_URLS: 'https://old.example/, https://new.example,https://older.example ',
    }
    expect(readConfig(env).formerUrls).to.deep.equal(['https://old.example', 'https://older.example'])
    expect(readConfig({}).formerUrls).to.deep.equal([])
    expect(problems({ FORMER_PUBLIC_URLS: 'https://old.example,old.example' })[0]).to.match(
      /^FORMER_PUBLIC_URLS/,
    )
  })

  it('list every mistake at once, each with its variable', () => {
    const found = problems({
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      SECRET_KEY: 'short',
      TIME_ZONE: 'Mars/North',
      ALLOW_PRIVATE_PLATFORMS: 'yes',
    })
    for (const name of ['PORT', 'DATABASE_URL', 'SECRET_KEY', 'TIME_ZONE', 'ALLOW_PRIVATE_PLATFORMS']) {
      expect(
        found.filter((problem) => problem.startsWith(`${name}:`)),
        name,
      ).to.have.length(1)
    }
  })

  it('want an https address in production', () => {
    expect(problems({ NODE_ENV: 'production' }).join()).to.match(/PUBLIC_URL/)
    expect(problems({ NODE_ENV: 'production', PUBLIC_URL: 'http://x.example' }).join()).to.match(/https/)
    expect(problems({ NODE_ENV: 'production', PUBLIC_URL: 'https://x.example/' })).to.deep.equal([])
  })

  it('want one secret for all machines with PostgreSQL', () => {
    expect(problems({ DATABASE_URL: 'postgres://db/x' }).join()).to.match(/SECRET_KEY/)
  })

  it('tell when keys are replaced, in days and hours', () => {
    const HOUR = 3_600_000
    expect(readConfig({}).keys).to.deep.equal({ every: 90 * 24 * HOUR, lead: 24 * HOUR, keep: 7 * 24 * HOUR })
    const own = { KEY_ROTATION_DAYS: '0', KEY_LEAD_HOURS: '1', KEY_KEEP_DAYS: '30' }
    expect(readConfig(own).keys).to.deep.equal({ every: 0, lead: HOUR, keep: 30 * 24 * HOUR })
    const wrong = { KEY_ROTATION_DAYS: '-1', KEY_LEAD_HOURS: 'soon', KEY_KEEP_DAYS: '0' }
    expect(problems(wrong).map((problem) => problem.split(':')[0])).to.deep.equal(Object.keys(wrong))
  })

  it('take an old secret beside the new one, or beside the key file', () => {
    const old = 'x'.repeat(32)
    expect(readConfig({ SECRET_KEY_OLD: old })).to.include({ secretKey: null, secretKeyOld: old })
    expect(problems({ SECRET_KEY_OLD: 'short' }).join()).to.match(/^SECRET_KEY_OLD: /)
  })

  it('keep files in the data folder, or in a bucket with both keys or none', () => {
    const { files } = readConfig({ DATA_DIR: '/var/ladder' })
    expect(files).to.deep.equal({
      folder: '/var/ladder/files',
      maxBytes: 20_000_000,
      maxCount: 10,
      scanCommand: null,
      s3: null,
    })
    const bucket = { FILES_S3_BUCKET: 'b', FILES_S3_ENDPOINT: 'https://s3.test/' }
    expect(readConfig(bucket).files.s3).to.include({ bucket: 'b', endpoint: 'https://s3.test', keys: null })
    const keys = { FILES_S3_ACCESS_KEY_ID: 'id', FILES_S3_SECRET_ACCESS_KEY: 'secret' }
    expect(readConfig({ ...bucket, ...keys }).files.s3?.keys).to.deep.equal({ id: 'id', secret: 'secret' })
    expect(() => readConfig({ ...bucket, FILES_S3_ACCESS_KEY_ID: 'id' })).to.throw(/give both/)
    expect(() => readConfig({ FILE_MAX_MB: '0' })).to.throw(/FILE_MAX_MB/)
  })

  it('never name the value of a secret', () => {
    expect(problems({ SECRET_KEY: 'hunter2' }).join()).not.to.contain('hunter2')
  })

  it('send mail only where a server and a sender are named, and say which is missing', () => {
    const SMTP_URL = 'smtps://user:word@mail.example.ac.uk'
    const MAIL_FROM = 'Credentials <credentials@example.ac.uk>'
    expect(readConfig({}).mail).to.equal(null)
    expect(readConfig({ SMTP_URL, MAIL_FROM }).mail).to.deep.equal({ url: SMTP_URL, from: MAIL_FROM })
    expect(problems({ SMTP_URL })[0]).to.match(/^MAIL_FROM/)
    expect(problems({ MAIL_FROM })[0]).to.match(/^SMTP_URL/)
    expect(
      problems({ SMTP_URL: 'https://x.org', MAIL_FROM: 'me\nBcc: a@b.org' }).map((one) => one.split(':')[0]),
    ).to.have.members(['SMTP_URL', 'MAIL_FROM'])
  })
})
