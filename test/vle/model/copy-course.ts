import type { Course } from '../types.ts'
import type { Content } from './content.ts'
import type { Gradebook } from './gradebook.ts'
import type { Roster } from './roster.ts'

/**
 * As VLEs copy a course for the next year: links get new ids and keep their custom fields, columns keep `resourceId` and `tag`, people and grades stay behind.
 */
export function copyCourse(
  model: Roster & Content & Gradebook,
  courseId: string,
  given: { id: string; label: string; title: string },
): Course {
  const old = model.course(courseId)
  if (!old) throw new Error(`There is no course ${courseId}`)
  const course = model.addCourse({ ...given, history: [old.id, ...old.history] })
  const links = new Map<string, string>()
  for (const { id, title, text, url, custom, toolId, history } of model.links(courseId)) {
    const copied = { title, text, url, toolId, custom: { ...custom }, history: [id, ...history] }
    links.set(id, model.addLink(course.id, copied).id)
  }
  for (const { label, scoreMaximum, toolId, linkId, resourceId, tag, submissionReview } of model.columns(
    courseId,
  )) {
    if (toolId === null) continue
    const own = { label, scoreMaximum, toolId, resourceId, tag, submissionReview }
    model.addColumn(course.id, { ...own, linkId: linkId === null ? null : (links.get(linkId) ?? null) })
  }
  return course
}
