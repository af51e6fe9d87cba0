/** Why a person should look at a learner, most urgent first. */
export const ATTENTIONS = ['flagged', 'proposed', 'evidence', 'unknown'] as const
export type Attention = (typeof ATTENTIONS)[number]

/** `attention`: what waits for a person first; `level`: the highest first; `changed`: the latest first. */
export const PROGRESS_SORTS = ['name', 'attention', 'level', 'changed'] as const
export type ProgressSort = (typeof PROGRESS_SORTS)[number]
