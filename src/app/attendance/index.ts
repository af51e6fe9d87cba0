import type { Attendance } from '../contract/attendance.ts'
import type { Deps } from '../deps.ts'
import { confirmEquivalent, readConfirmations, takeBackEquivalent } from './confirmations.ts'
import { addConfirmed, readRegister, saveRegister } from './register.ts'
import { asked, readSession, setCode, setWindow } from './session.ts'
import { readStatement, readStatements, saveStatement } from './statements.ts'

export function createAttendance(deps: Deps): Attendance {
  return {
    asked: (visit) => asked(deps, visit),
    session: (visit, activityId) => readSession(deps, visit, activityId),
    setWindow: (visit, activityId, window) => setWindow(deps, visit, activityId, window),
    setCode: (visit, activityId, to) => setCode(deps, visit, activityId, to),
    register: (visit, activityId, query) => readRegister(deps, visit, activityId, query),
    saveRegister: (visit, activityId, change) => saveRegister(deps, visit, activityId, change),
    addConfirmed: (visit, activity) => addConfirmed(deps, visit, activity),
    statements: (visit) => readStatements(deps, visit),
    statement: (visit, statementId, query) => readStatement(deps, visit, statementId, query),
    saveStatement: (visit, statementId, change) => saveStatement(deps, visit, statementId, change),
    confirmations: (visit, personId) => readConfirmations(deps, visit, personId),
    confirmEquivalent: (visit, personId, course) => confirmEquivalent(deps, visit, personId, course),
    takeBackEquivalent: (visit, personId, reason) => takeBackEquivalent(deps, visit, personId, reason),
  }
}
