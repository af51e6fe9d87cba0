import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { picture } from '../openbadges/support/png.ts'
import { SLOW } from './command.ts'
import { type Office, openOffice } from './stage.ts'

interface Shown {
  readonly id: string
  readonly name: string
  readonly logo: string | null
  readonly platforms: readonly string[]
  readonly courses: number
}

describe('issuers on the command line', function suite() {
  this.timeout(SLOW)
  let office: Office
  before(async () => {
    office = await openOffice()
    await office.visit(office.school.administrator)
  })
  after(() => office.close())

  const run = (...args: string[]) => office.desk.run('issuer', ...args)
  const list = async () => (await office.desk.json('issuer', 'list')) as Shown[]

  it('are listed with who uses them, added, and used by a VLE or one course', async () => {
    const [main] = await list()
    expect(main).to.include({ id: 'main', courses: 1 })
    const added = (await office.desk.json(
      'issuer',
      'add',
      '--name',
      'Faculty',
      '--url',
      'https://faculty.example',
    )) as Shown
    const [platform] = await office.server.tool.store.platforms.list()
    const [course] = await office.server.tool.store.courses.list()
    expect((await run('use', added.id, '--platform', platform?.name ?? '')).stdout).to.contain(
      'issues as Faculty.',
    )
    const faculty = async () => (await list()).find(({ id }) => id === added.id)
    expect(await faculty()).to.deep.include({ platforms: [platform?.name], courses: 1 })
    expect((await run('use', 'main', '--course', course?.id ?? '')).stdout).to.contain('issues as ')
    expect(await faculty()).to.deep.include({ platforms: [platform?.name], courses: 0 })
  })

  it('get a logo from a file, though the running tool takes the command, and lose it again', async () => {
    const file = join(office.desk.folder, 'logo.png')
    await writeFile(file, picture(300, 200))
    expect((await run('set', 'main', '--logo', file, '--email', 'badges@example.ac.uk')).stdout).to.contain(
      'is saved',
    )
    const logo = (await list()).find(({ id }) => id === 'main')?.logo ?? ''
    expect((await office.server.tool.app.credentials.picture(logo)).length).to.be.above(100)
    await run('set', 'main', '--remove')
    expect((await list()).find(({ id }) => id === 'main')).to.include({
      logo: null,
      email: 'badges@example.ac.uk',
    })
  })

  it('say what is wrong', async () => {
    const file = join(office.desk.folder, 'logo.txt')
    await writeFile(file, 'no picture')
    for (const [args, words] of [
      [['set', 'main', '--logo', file], 'neither a PNG nor an SVG'],
      [['set', 'main', '--logo', '/no/such'], 'cannot be read'],
      [['set', 'main', '--url', 'ftp://x'], '--url is not right'],
      [['set', 'nobody', '--name', 'x'], 'no issuer nobody'],
      [['use', 'main', '--platform', 'nobody'], 'no platform nobody'],
      [['add', '--name', 'x'], '--url is needed'],
      [['fold'], 'issuer list | add'],
    ] as const) {
      const { code, stderr } = await run(...args)
      expect(code, args.join(' ')).to.equal(2)
      expect(stderr).to.contain(words)
    }
  })
})
