import { expect } from 'chai'
import type { Member } from '../../../src/lti/index.ts'
import type { BehaviourName } from '../../vle/index.ts'
import { type OnPlatform, onPlatform } from '../support/on-platform.ts'
import { collect } from '../support/services.ts'
import { refusal } from '../support/world.ts'

const PLATFORMS: readonly BehaviourName[] = ['moodle', 'canvas', 'blackboard', 'brightspace', 'sakai']

for (const behaviour of PLATFORMS) {
  describe(`the services of ${behaviour}`, () => {
    let here: OnPlatform
    before(async () => {
      here = await onPlatform({ behaviour })
    })
    after(() => here.close())

    const roster = async () => {
      const members = await collect<Member>(here.client.memberships(here.urls.memberships))
      return new Map(members.map((member) => [member.sub, member]))
    }
    const [ANN, BEN, TUTOR] = ['101', '102', '33']

    it('tell who is a learner and who teaches', async () => {
      const members = await roster()
      expect(members.get(ANN)).to.include({ name: 'Siân Llywelyn', active: true })
      expect([members.get(ANN)?.roles, members.get(TUTOR)?.roles]).to.deep.equal([
        ['learner'],
        ['instructor'],
      ])
      expect(members.size).to.equal(7)
    })

    it('take a score with its comment, line by line, and give it back as a result', async () => {
      const { id } = await here.column()
      const score = here.score(ANN)
      expect(await here.client.postScore(id, score)).to.equal('posted')
      const timestamp = score.timestamp
      expect(await collect(here.client.results(id))).to.deep.equal([
        { userId: ANN, score: 10, maximum: 10, comment: score.comment, timestamp },
      ])
      expect(await here.client.postScore(id, score)).to.equal('same')
    })

    it('give one learner’s result with its comment', async () => {
      const { id } = await here.column()
      await here.client.postScore(id, here.score(ANN))
      await here.client.postScore(id, here.score(BEN, { comment: 'Ben’s' }))
      const found = await collect(here.client.results(id, { userId: BEN }))
      expect(found.map(({ userId, comment }) => [userId, comment])).to.deep.equal([[BEN, 'Ben’s']])
    })

    it('refuse a score for somebody who is not in the course, once and in a way that is told apart', async () => {
      const { id } = await here.column()
      here.stage.vle.log.clear()
      expect(await refusal(here.client.postScore(id, here.score('999')))).to.include({
        code: 'user_not_enrolled',
        retryable: false,
      })
      expect(here.stage.vle.log.count({ service: 'scores' })).to.equal(1)
    })

    it('find a line item again by its names, read it, and rename it without touching its grades', async () => {
      const made = await here.column()
      const { resourceId, tag } = made
      const [found] = await here.client.lineItems(here.urls.lineItems, {
        resourceId: resourceId ?? '',
        tag: tag ?? '',
      })
      expect(found).to.deep.equal(made)
      await here.client.postScore(made.id, here.score(ANN, { scoreGiven: 4 }))
      const puts = () => here.stage.vle.log.count({ service: 'lineitems', method: 'PUT' })
      const before = puts()
      expect(await here.client.renameLineItem(made.id, made.label)).to.deep.equal(made)
      expect(puts()).to.equal(before)
      const renamed = { ...made, label: 'Bathodyn' }
      expect(await here.client.renameLineItem(made.id, 'Bathodyn')).to.deep.equal(renamed)
      expect(await here.client.lineItem(made.id)).to.deep.equal(renamed)
      const results = await collect(here.client.results(made.id))
      expect(
        results.map(({ userId, score }) => [userId, score]),
        'nobody was given 0',
      ).to.deep.equal([[ANN, 4]])
    })

    it('tell groups, their sets, whose they are and who is in which', async () => {
      const { vle } = here.stage
      const red = vle.addGroup('2', { name: 'Red', set: 'Colours', tag: 'c', members: [ANN, BEN] })
      const blue = vle.addGroup('2', { name: 'Blue', set: 'Colours', members: [ANN] })
      const alone = vle.addGroup('2', { name: 'Alone', members: [] })
      const { client, urls } = here
      expect(await collect(client.groups(urls.groups))).to.deep.equal([
        { id: red.id, name: 'Red', tag: 'c', setId: 'set-Colours' },
        { id: blue.id, name: 'Blue', tag: null, setId: 'set-Colours' },
        { id: alone.id, name: 'Alone', tag: null, setId: null },
      ])
      expect((await collect(client.groups(urls.groups, { userId: BEN }))).map(({ id }) => id)).to.deep.equal([
        red.id,
      ])
      expect(await collect(client.groupSets(urls.groupSets))).to.deep.equal([
        { id: 'set-Colours', name: 'Colours' },
      ])
      const members = await roster()
      expect([members.get(ANN)?.groups, members.get(TUTOR)?.groups]).to.deep.equal([[red.id, blue.id], []])
    })
  })
}
