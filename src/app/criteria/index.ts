import type { CriteriaEditor } from '../contract/criteria.ts'
import type { Deps } from '../deps.ts'
import { copyCriteria, copyTargets } from './copy.ts'
import { exportCriteria, importCriteria } from './file.ts'
import { previewCriteria } from './preview.ts'
import { compareVersions } from './read.ts'
import { readSettings, removeDefaults, saveDefaults, saveSettings } from './settings.ts'

export function createCriteriaEditor(deps: Deps): CriteriaEditor {
  return {
    preview: (visit, change, list) => previewCriteria(deps, visit, change, list),
    compare: (visit, version, other) => compareVersions(deps, visit, version, other),
    exportFile: (visit) => exportCriteria(deps, visit),
    importFile: (visit, text) => importCriteria(deps, visit, text),
    copyTargets: (visit) => copyTargets(deps, visit),
    copyTo: (visit, courseIds) => copyCriteria(deps, visit, courseIds),
    settings: (visit) => readSettings(deps, visit),
    saveSettings: (visit, settings) => saveSettings(deps, visit, settings),
    saveDefaults: (visit) => saveDefaults(deps, visit),
    removeDefaults: (visit) => removeDefaults(deps, visit),
  }
}
