import type { Express } from 'express'
import type { Site } from '../site.ts'
import type { Activity, Column, Course, User } from '../types.ts'
import { teacher, visitor } from './front.ts'
import { html, messagePage, page } from './html.ts'

const shown = (score: number) => String(Math.round(score * 100) / 100)

function headCell(site: Site, column: Column, activities: readonly Activity[]) {
  const tool = column.toolId ? site.model.tool(column.toolId) : null
  const setting =
    tool &&
    html`<form method="post" action="/courses/${column.courseId}/gradebook/calculation">
<input type="hidden" name="columnId" value="${column.id}"><label>Calculation
<select name="activityId"><option value="">none</option>${activities.map(
      (activity) =>
        html`<option value="${activity.id}"${column.calculation === activity.id && html` selected`}>= ${activity.title}</option>`,
    )}</select></label> <button>Set</button></form>`
  return html`<th scope="col" data-column="${column.id}">${column.label}<br>
<span class="muted">out of ${shown(column.scoreMaximum)}${tool && ` · ${tool.name}`}</span>${setting}</th>`
}

/** Opens the learner's work in the tool, where the tool said that it can show it. */
const review = (column: Column, user: User) =>
  column.submissionReview &&
  html` <a class="review" href="/courses/${column.courseId}/review/${column.id}/${user.id}" aria-label="Review ${column.label}: ${user.givenName} ${user.familyName}">Review</a>`

function cell(site: Site, column: Column, user: User) {
  const grade = site.model.gradeOf(column.id, user.id)
  const score = grade && grade.score !== null ? shown(grade.score) : ''
  const comment = grade?.comment && html`<div class="muted comment">${grade.comment}</div>`
  const look = review(column, user)
  if (column.calculation || grade?.locked)
    return html`<td>${score || '–'}${grade?.locked && ' 🔒'}${comment}${look}</td>`
  return html`<td><form method="post" action="/courses/${column.courseId}/gradebook/grade">
<input type="hidden" name="columnId" value="${column.id}"><input type="hidden" name="userId" value="${user.id}">
<input class="score" name="score" inputmode="decimal" value="${score}" aria-label="${column.label}: ${user.givenName} ${user.familyName}">
<button>Save</button></form>${comment}${look}</td>`
}

function table(site: Site, course: Course) {
  const columns = site.model.columns(course.id)
  const graded = site.model.activities(course.id).filter((activity) => site.model.activityColumn(activity.id))
  const learners = site.model.members(course.id).filter((member) => member.role === 'Learner')
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Grades"><table><thead><tr><th scope="col">Learner</th>
${columns.map((column) => headCell(site, column, graded))}</tr></thead><tbody>${learners.map(
    ({ user }) => html`<tr data-user="${user.id}"><th scope="row">${user.givenName} ${user.familyName}</th>
${columns.map((column) => cell(site, column, user))}</tr>`,
  )}</tbody></table></div>`
}

/** The gradebook of those who teach, and the grades of one learner. */
export function mountGradebook(app: Express, site: Site): void {
  const heading = (course: Course, title: string) =>
    html`<p><a href="/courses/${course.id}">${course.title}</a></p><h1>${title}</h1>`

  app.get('/courses/:courseId/gradebook', (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    res.send(
      page(
        site,
        'Gradebook',
        found.user,
        html`${heading(found.course, 'Gradebook')}${table(site, found.course)}`,
      ),
    )
  })

  app.post('/courses/:courseId/gradebook/grade', (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    const { columnId, userId, score, comment } = (req.body ?? {}) as Record<string, string | undefined>
    const column = site.model.column(columnId ?? '')
    const given = (score ?? '').trim()
    const locked = column?.calculation || site.model.gradeOf(columnId ?? '', userId ?? '')?.locked
    const isWrong = given !== '' && !Number.isFinite(Number(given))
    if (
      column?.courseId !== found.course.id ||
      locked ||
      isWrong ||
      !site.model.isGradable(found.course.id, userId ?? '')
    ) {
      return void res
        .status(400)
        .send(messagePage(site, 'Not saved', 'This grade cannot be given here. Type a number.'))
    }
    if (given === '') site.model.clearGrade(column.id, userId ?? '')
    else site.model.grade(column.id, userId ?? '', Number(given), found.user.id, comment)
    res.redirect(303, `/courses/${found.course.id}/gradebook`)
  })

  app.post('/courses/:courseId/gradebook/calculation', (req, res) => {
    const found = teacher(site, req, res)
    if (!found) return
    const { columnId, activityId } = (req.body ?? {}) as Record<string, string | undefined>
    const column = site.model.column(columnId ?? '')
    const activity = activityId ? site.model.activity(activityId) : null
    const wrongActivity = activityId && activity?.courseId !== found.course.id
    if (column?.courseId !== found.course.id || !column.toolId || wrongActivity) {
      return void res
        .status(400)
        .send(messagePage(site, 'Not saved', 'Choose a column of a tool and an activity of this course.'))
    }
    site.model.setCalculation(column.id, activity?.id ?? null)
    res.redirect(303, `/courses/${found.course.id}/gradebook`)
  })

  app.get('/courses/:courseId/grades', (req, res) => {
    const found = visitor(site, req, res)
    if (!found) return
    const rows = site.model.columns(found.course.id).map((column) => {
      const grade = site.model.gradeOf(column.id, found.user.id)
      const score =
        grade && grade.score !== null ? `${shown(grade.score)} / ${shown(column.scoreMaximum)}` : '–'
      return html`<tr data-column="${column.id}"><th scope="row">${column.label}</th><td>${score}</td><td class="comment">${grade?.comment ?? ''}${review(column, found.user)}</td></tr>`
    })
    const grades = html`<div class="scroll"><table><thead><tr><th scope="col">Item</th><th scope="col">Grade</th>
<th scope="col">Comment</th></tr></thead><tbody>${rows}</tbody></table></div>`
    res.send(page(site, 'Your grades', found.user, html`${heading(found.course, 'Your grades')}${grades}`))
  })
}
