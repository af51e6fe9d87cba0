import type { Activity, Group, Link, Tool, VleData } from '../types.ts'
import { SCOPES } from '../types.ts'
import { find, type Given } from './records.ts'

export interface ActivityOptions {
  readonly id?: string
  readonly title: string
  /** Default 100; `null` for no grade (a forum has none unless asked). */
  readonly scoreMaximum?: number | null
  /** Score by user. A graded activity counts as complete. */
  readonly grades?: Readonly<Record<string, number>>
  /** Users who completed it without a grade. */
  readonly completed?: readonly string[]
}

export interface Content {
  addTool(
    tool: Given<
      Omit<Tool, 'id'>,
      'name' | 'clientId' | 'loginUrl' | 'redirectUris' | 'jwksUrl' | 'launchUrl' | 'deepLinkUrl'
    >,
  ): Tool
  /** Changes what is said of a tool; its ids stay. */
  changeTool(id: string, changes: Partial<Omit<Tool, 'id' | 'clientId' | 'deploymentId'>>): Tool
  tool(id: string): Tool | null
  toolByClient(clientId: string): Tool | null
  tools(): readonly Tool[]
  removeTool(id: string): void
  addLink(courseId: string, link: Given<Omit<Link, 'id' | 'courseId'>, 'title' | 'url' | 'toolId'>): Link
  link(id: string): Link | null
  links(courseId: string): readonly Link[]
  /** Whether a tool was activated, and switched on in this course. */
  isOn(toolId: string, courseId: string): boolean
  removeLink(id: string): void
  addGroup(courseId: string, group: Given<Omit<Group, 'id' | 'courseId'>, 'name' | 'members'>): Group
  groups(courseId: string): readonly Group[]
  activity(id: string): Activity | null
  activities(courseId: string): readonly Activity[]
  /** Marks an activity complete for a person, or not. */
  complete(activityId: string, userId: string, done?: boolean): void
  /** Whether a gate keeps this link from this person. */
  isLocked(linkId: string, userId: string): boolean
}

export interface ContentInside extends Content {
  createActivity(courseId: string, kind: Activity['kind'], options: ActivityOptions): Activity
}

/** What stands on a course page: links of tools and activities of the VLE's own. */
export function createContent(data: VleData, changed: () => void, next: () => string): ContentInside {
  const tools = new Map(data.tools.map((tool) => [tool.id, tool]))
  const links = new Map(data.links.map((link) => [link.id, link]))
  const activities = new Map(data.activities.map((activity) => [activity.id, activity]))
  const courses = () => new Map(data.courses.map((course) => [course.id, course]))

  return {
    addTool(given) {
      const id = String(1 + Math.max(0, ...data.tools.map((tool) => Number(tool.id))))
      // Moodle's deployment id is the number of the tool.
      const defaults = { deploymentId: id, scopes: [...SCOPES], privacy: 'always' as const, custom: {} }
      const tool: Tool = { ...defaults, ...given, id }
      tools.set(id, tool)
      data.tools.push(tool)
      changed()
      return tool
    },
    changeTool(id, changes) {
      const tool = find(tools, id, 'tool')
      Object.assign(tool, changes)
      changed()
      return tool
    },
    tool: (id) => tools.get(id) ?? null,
    toolByClient: (clientId) => data.tools.find((tool) => tool.clientId === clientId) ?? null,
    tools: () => data.tools,
    removeTool(id) {
      tools.delete(id)
      data.tools = data.tools.filter((tool) => tool.id !== id)
      changed()
    },
    addLink(courseId, given) {
      find(courses(), courseId, 'course')
      find(tools, given.toolId, 'tool')
      if (given.gatedBy) find(activities, given.gatedBy, 'activity')
      const link: Link = { text: '', custom: {}, gatedBy: null, history: [], ...given, id: next(), courseId }
      links.set(link.id, link)
      data.links.push(link)
      changed()
      return link
    },
    link: (id) => links.get(id) ?? null,
    isOn(toolId, courseId) {
      const tool = tools.get(toolId)
      return tool !== undefined && tool.state !== 'pending' && (tool.courses?.includes(courseId) ?? true)
    },
    links: (courseId) => data.links.filter((link) => link.courseId === courseId),
    removeLink(id) {
      links.delete(id)
      data.links = data.links.filter((link) => link.id !== id)
      for (const column of data.columns) if (column.linkId === id) delete data.grades[column.id]
      data.columns = data.columns.filter((column) => column.linkId !== id)
      changed()
    },
    addGroup(courseId, given) {
      find(courses(), courseId, 'course')
      const group: Group = { tag: null, set: null, ...given, id: next(), courseId }
      data.groups.push(group)
      changed()
      return group
    },
    groups: (courseId) => data.groups.filter((group) => group.courseId === courseId),
    createActivity(courseId, kind, options) {
      find(courses(), courseId, 'course')
      const id = options.id ?? next()
      if (activities.has(id)) throw new Error(`There is already an activity ${id}`)
      const completed: Record<string, true> = {}
      for (const userId of [...(options.completed ?? []), ...Object.keys(options.grades ?? {})]) {
        completed[userId] = true
      }
      const activity: Activity = { id, courseId, kind, title: options.title, completed }
      activities.set(id, activity)
      data.activities.push(activity)
      changed()
      return activity
    },
    activity: (id) => activities.get(id) ?? null,
    activities: (courseId) => data.activities.filter((activity) => activity.courseId === courseId),
    complete(activityId, userId, done = true) {
      const activity = find(activities, activityId, 'activity')
      if (done) activity.completed[userId] = true
      else delete activity.completed[userId]
      changed()
    },
    isLocked(linkId, userId) {
      const gate = links.get(linkId)?.gatedBy
      return gate ? activities.get(gate)?.completed[userId] !== true : false
    },
  }
}
