import fc from 'fast-check'

/** Text that escaping, sorting or splitting could get wrong. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      '\\',
      '\n',
      '\r',
      '\t',
      '\b',
      '\f',
      '\0',
      '\u0001',
      '\u001f',
      '\u007f',
      '<',
      '>',
      '.',
      '_:',
      'u',
    ),
    maxLength: 12,
  }),
  fc.string({
    unit: fc.constantFrom('\ue000', '\uffff', '𝒳', '😀', '\u2028', 'ü', 'u\u0308', 'a'),
    maxLength: 8,
  }),
  fc.constantFrom(
    '',
    ' ',
    '_:c14n0',
    '" .\n_:c14n1 <a> "b',
    'https://badges.example.org/credentials/c1',
    '<https://example.org/>',
    '"@en',
    '"^^<http://www.w3.org/2001/XMLSchema#string>',
    '\\u0022',
    '__proto__',
    '2026-11-12T09:30:00Z',
    '@type',
    '漢字かな交じり文',
    'مرحبا',
  ),
)
