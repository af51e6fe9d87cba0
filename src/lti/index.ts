/** LTI 1.3 core, security framework 1.0, Dynamic Registration 1.0, Deep Linking 2.0, AGS 2.0 and NRPS 2.0 from the tool's side. */
export { takesLinks } from './deep-linking/response.ts'
export { PROBE_CODES, type ProbeId } from './diagnosis/types.ts'
export { LtiError } from './errors.ts'
export { domainsOfIssuer, productOf } from './platforms/index.ts'
export type * from './registration/types.ts'
export { GROUPS_SCOPE, SCOPE } from './scopes.ts'
export { createLtiTool } from './tool.ts'
export type * from './types.ts'
