/** Who may import whom. The reason stands beside each rule; ARCHITECTURE.md draws the picture. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: `^src/(${[from, ...allowed].join('|')})/` },
})

module.exports = {
  forbidden: [
    only(
      'core-alone',
      'core',
      [],
      'The rules of the ladder must be readable and testable without anything else: core knows no room of ours.',
    ),
    {
      name: 'core-pure',
      severity: 'error',
      comment: 'No I/O, no clock, no packages in core: the same facts always give the same answer.',
      from: { path: '^src/core/' },
      to: { dependencyTypesNot: ['local', 'type-only', 'type-import'], pathNot: '^src/core/' },
    },
    only(
      'lti-alone',
      'lti',
      [],
      'lti could be published by itself: it takes a store and a fetch and knows nothing of credentials.',
    ),
    only(
      'openbadges-alone',
      'openbadges',
      [],
      'openbadges could be published by itself: it knows nothing of LTI or of ladders.',
    ),
    only(
      'certificates-alone',
      'certificates',
      [],
      'Drawing on paper takes words and pictures; it knows nothing of who earned what.',
    ),
    only(
      'tables-alone',
      'tables',
      [],
      'tables could be published by itself: bytes in, rows of text out, and back; it knows nothing of who they are about.',
    ),
    only('net-alone', 'net', [], 'The guarded way out is handed to others; it needs none of them.'),
    only(
      'app-on-libraries',
      'app',
      ['core', 'lti', 'openbadges', 'certificates', 'tables'],
      'app says through ports what it needs; edges fill them, so app can be tested without any edge.',
    ),
    only(
      'store-edge',
      'store',
      ['app', 'core', 'lti', 'openbadges'],
      'An edge knows the product, never a sibling edge: databases can be changed without touching pages.',
    ),
    only(
      'jobs-edge',
      'jobs',
      ['app', 'core', 'lti', 'openbadges'],
      'An edge knows the product, never a sibling edge.',
    ),
    only(
      'web-edge',
      'web',
      ['app', 'core', 'lti', 'openbadges', 'tables'],
      'An edge knows the product, never a sibling edge: no SQL behind a page.',
    ),
    {
      name: 'cli-edge',
      severity: 'error',
      comment: 'Commands ask the product, like pages do; only the entry (cli/main.ts) wires.',
      from: { path: '^src/cli/', pathNot: '^src/cli/main\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(cli|app|core|lti|openbadges)/' },
    },
    {
      name: 'wiring-only-in-the-entries',
      severity: 'error',
      comment: 'Only the entries may know everybody; a room that imports them would close a circle.',
      from: { path: '^src/[^/]+/', pathNot: '^src/cli/main\\.ts$' },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'sqlite-only-in-store',
      severity: 'error',
      comment:
        'The drivers are an implementation detail of the store (the SQLite one is archived upstream); nobody else may lean on them.',
      from: { path: '^src/', pathNot: '^src/store/' },
      to: { path: 'node_modules/(sqlite3|sequelize|umzug|pg)/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'The product never leans on its tests or on the demo.',
      from: { path: '^src/' },
      to: { path: '^(test|demo|bench|scripts)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that need each other are one idea or three.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dev-dependencies-in-src',
      severity: 'error',
      comment: 'What the product runs on must be installed in production.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'type-import'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere is a mistake.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
