import type { Response } from 'express'

/** Open Badges 3.0 §B.6: Imsx_CodeMinorFieldValue, those that are used here. */
export type CodeMinor =
  | 'forbidden'
  | 'internal_server_error'
  | 'invalid_query_parameter'
  | 'not_allowed'
  | 'not_found'
  | 'server_busy'
  | 'unauthorizedrequest'

/** Answers an Imsx_StatusInfo (Open Badges 3.0 §B.6.1). */
export function answerStatus(res: Response, status: number, minor: CodeMinor, description: string): void {
  res.status(status).json({
    imsx_codeMajor: status === 405 ? 'unsupported' : 'failure',
    imsx_severity: 'error',
    imsx_description: description,
    imsx_codeMinor: {
      imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }],
    },
  })
}
