import { expect } from 'chai'
import fc from 'fast-check'
import { sakai } from '../../src/lti/platforms/sakai.ts'
import { administersInstitution, normaliseRoles } from '../../src/lti/roles.ts'

const v2 = 'http://purl.imsglobal.org/vocab/lis/v2'
const context = (name: string) => `${v2}/membership#${name}`
const institution = (name: string) => `${v2}/institution/person#${name}`
const system = (name: string) => `${v2}/system/person#${name}`

const cases: [string, string[], string[]][] = [
  ['a learner', [context('Learner')], ['learner']],
  ['an instructor', [context('Instructor')], ['instructor']],
  ['an assistant, by sub-role', [`${v2}/membership/Instructor#TeachingAssistant`], ['instructor']],
  ['a guest learner, by sub-role', [`${v2}/membership/Learner#GuestLearner`], ['learner']],
  ['a content developer', [context('ContentDeveloper')], ['instructor']],
  ['an observer under Manager', [`${v2}/membership/Manager#Observer`], ['mentor']],
  ['a mentor', [context('Mentor')], ['mentor']],
  ['a context administrator', [context('Administrator')], ['administrator']],
  ['short names', ['Learner'], ['learner']],
  ['short names in any case', ['instructor'], ['instructor']],
  ['short names with a sub-role', ['Instructor/GuestInstructor'], ['instructor']],
  ['an LTI 1.1 role', ['urn:lti:role:ims/lis/Instructor'], ['instructor']],
  ['an LTI 1.1 sub-role', ['urn:lti:role:ims/lis/Learner/NonCreditLearner'], ['learner']],
  ['an LTI 1.1 assistant', ['urn:lti:role:ims/lis/TeachingAssistant/Grader'], ['instructor']],
  ['an LTI 1.1 institution role', ['urn:lti:instrole:ims/lis/Administrator'], ['administrator']],
  ['an LTI 1.1 system role', ['urn:lti:sysrole:ims/lis/SysAdmin'], ['administrator']],
  [
    'a test user',
    [context('Learner'), 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser'],
    ['learner', 'test-user'],
  ],
  ['an institution administrator', [institution('Administrator')], ['administrator']],
  [
    'an institution administrator in the words of LTI 2.0',
    ['http://purl.imsglobal.org/vocab/lis/v2/person#Administrator'],
    ['administrator'],
  ],
  ['a system administrator', [system('SysAdmin')], ['administrator']],
  [
    'an administrator as Moodle sends one',
    [institution('Administrator'), context('Instructor'), system('Administrator')],
    ['administrator', 'instructor'],
  ],
  [
    'an administrator who is in the course as a learner',
    [context('Learner'), institution('Administrator')],
    ['learner'],
  ],
  ['a teacher elsewhere who learns here', [institution('Instructor'), context('Learner')], ['learner']],
  [
    'a student of the institution who teaches here',
    [institution('Student'), context('Instructor')],
    ['instructor'],
  ],
  ['a member of staff without a role here', [institution('Faculty'), institution('Instructor')], []],
  ['a student of the institution, no context role', [institution('Student')], ['learner']],
  ['nothing for a member or officer', [context('Member'), context('Officer')], []],
  ['nothing for system users and none', [system('User'), system('None'), institution('Other')], []],
  [
    'nothing for look-alikes',
    [
      'https://evil.example/membership#Instructor',
      `${v2}/membership#Instructor#x`,
      'constructor',
      '__proto__',
    ],
    [],
  ],
  [
    'several, the most powerful first',
    [context('Learner'), context('Instructor'), context('Mentor')],
    ['instructor', 'mentor', 'learner'],
  ],
  ['nothing of nothing', [], []],
]

describe('roles', () => {
  for (const [what, given, expected] of cases) {
    it(`reads ${what}`, () => {
      expect(normaliseRoles(given)).to.deep.equal(expected)
    })
  }

  it("reads Sakai's own names where the platform is Sakai only", () => {
    expect(normaliseRoles(['maintain'], sakai.roleNames)).to.deep.equal(['instructor'])
    expect(normaliseRoles(['maintain'])).to.deep.equal([])
  })

  it('does not depend on order or repetition, and never fails', () => {
    const known = cases.flatMap(([, given]) => given)
    const some = fc.array(fc.oneof(fc.constantFrom(...known), fc.string()), { maxLength: 6 })
    fc.assert(
      fc.property(some, (roles) => {
        expect(normaliseRoles([...roles].reverse().concat(roles))).to.deep.equal(normaliseRoles(roles))
      }),
    )
  })
})

describe('an administrator of the institution', () => {
  it('is one by a role of the institution or the platform, and not by one of the course', () => {
    const by = (...roles: string[]) => administersInstitution(roles)
    expect(by(context('Administrator'), 'Administrator', 'urn:lti:role:ims/lis/Administrator')).to.equal(
      false,
    )
    expect(by(institution('Instructor'), institution('Staff'))).to.equal(false)
    expect(by(context('Instructor'), institution('Administrator'))).to.equal(true)
    expect(by(system('SysAdmin'))).to.equal(true)
    expect(by('urn:lti:instrole:ims/lis/Administrator')).to.equal(true)
  })
})
