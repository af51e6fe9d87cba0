import type { Site } from '../site.ts'
import type { Activity, Course } from '../types.ts'
import { WebServiceRefusal } from './refusal.ts'

const MODULES: Readonly<Record<Activity['kind'], string>> = {
  quiz: 'quiz',
  forum: 'forum',
  assignment: 'assign',
}
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)

export function siteInfo(site: Site, _parameters: unknown, functions: readonly string[]) {
  return {
    sitename: site.title,
    username: 'webservice',
    userid: 4,
    siteurl: site.url,
    release: '4.5.6 (Build: 20250811)',
    version: '2024100706',
    functions: functions.map((name) => ({ name, version: '2024100706' })),
  }
}

/** `core_course_get_contents`: sections with their modules; the links of tools are modules as well. */
export function contents(site: Site, course: Course) {
  const module = (id: string, name: string, modname: string, completion: number) => ({
    id: Number(id),
    url: `${site.url}/mod/${modname}/view.php?id=${id}`,
    name,
    instance: Number(id) + 1000,
    modname,
    visible: 1,
    uservisible: true,
    completion,
  })
  const activities = site.model
    .activities(course.id)
    .map(({ id, title, kind }) =>
      module(id, title, MODULES[kind], site.webService.untracked.includes(id) ? 0 : 2),
    )
  const links = site.model.links(course.id).map(({ id, title }) => module(id, title, 'lti', 0))
  const label = module('990', 'Welcome to the course', 'label', 0)
  return [
    { id: 1, name: 'General', visible: 1, summary: '', section: 0, modules: [label] },
    { id: 2, name: 'Topic 1', visible: 1, summary: '', section: 1, modules: [...activities, ...links] },
  ]
}

function memberOf(site: Site, course: Course, userId: string) {
  if (!site.model.user(userId)) throw new WebServiceRefusal('moodle_exception', 'invaliduser')
  if (!site.model.members(course.id).some(({ user }) => user.id === userId))
    throw new WebServiceRefusal('moodle_exception', 'notenroled')
}

/** `core_completion_get_activities_completion_status`: activities without completion are left out. */
export function completionStatus(site: Site, course: Course, userId: string) {
  memberOf(site, course, userId)
  return {
    statuses: site.model
      .activities(course.id)
      .filter(({ id }) => !site.webService.untracked.includes(id))
      .map(({ id, kind, completed }) => ({
        cmid: Number(id),
        modname: MODULES[kind],
        instance: Number(id) + 1000,
        state: !completed[userId] ? 0 : site.webService.failed.includes(`${id}/${userId}`) ? 3 : 1,
        timecompleted: completed[userId] ? seconds(site.clock()) : 0,
        tracking: 2,
        overrideby: null,
        valueused: false,
        hascompletion: true,
        isautomatic: true,
        istrackeduser: true,
        uservisible: true,
        details: [],
      })),
    warnings: [],
  }
}

/** `gradereport_user_get_grade_items` of one person: items of activities carry `cmid`, those of tools and the course do not. */
export function gradeItems(site: Site, course: Course, userId: string) {
  memberOf(site, course, userId)
  const gradeitems = site.model.columns(course.id).map((column) => {
    const grade = site.model.gradeOf(column.id, userId)
    const activity = column.activityId ? site.model.activity(column.activityId) : null
    const scored = grade !== null && grade.score !== null
    return {
      id: Number(column.id),
      itemname: column.label,
      itemtype: activity ? 'mod' : 'manual',
      itemmodule: activity ? MODULES[activity.kind] : null,
      iteminstance: activity ? Number(activity.id) + 1000 : null,
      itemnumber: activity ? 0 : null,
      idnumber: '',
      ...(activity ? { cmid: Number(activity.id) } : {}),
      graderaw: grade?.score ?? null,
      gradedategraded: scored ? seconds(grade.timestamp) : null,
      grademin: 0,
      grademax: column.scoreMaximum,
      gradeformatted: scored ? String(grade.score) : '-',
      feedback: '',
      feedbackformat: 0,
    }
  })
  const user = site.model.user(userId)
  return {
    usergrades: [
      {
        courseid: Number(course.id),
        userid: Number(userId),
        userfullname: `${user?.givenName} ${user?.familyName}`,
        maxdepth: 1,
        gradeitems: [
          ...gradeitems,
          { id: 9000, itemname: null, itemtype: 'course', graderaw: null, grademin: 0, grademax: 100 },
        ],
      },
    ],
    warnings: [],
  }
}
