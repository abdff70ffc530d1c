import fc from 'fast-check'
import type { JsonMap } from '../../src/values/json.ts'

/** Pieces that some YAML reader or writer has stumbled over. */
const hostile = [
  ...[
    'yes',
    'No',
    'on',
    'OFF',
    'y',
    'N',
    'null',
    '~',
    'true',
    '0x1',
    '0o7',
    '0b1',
    '017',
    '1_000',
    '190:20:30',
    '.5',
    '1e3',
  ],
  ...[
    '.inf',
    '.nan',
    '2024-01-01',
    '<<',
    '=',
    '---',
    '...',
    '- ',
    '? ',
    ': ',
    ' #',
    ':',
    '#',
    '!',
    '&',
    '*',
    '|',
    '>',
    '%',
    '@',
  ],
  ...[
    '`',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '\\',
    ' ',
    '\n',
    '\t',
    '\r\n',
    '\u0000',
    '\u001b',
    '\u0085',
    '\u00a0',
    '\u2028',
  ],
  ...[
    '\ufeff',
    '\uffff',
    '\ud800',
    '🐤',
    'é',
    '日本',
    '{{',
    '}}',
    '{{x}}',
    '&<>"\'',
    '__proto__',
    'constructor',
    'a',
    'b',
    '0',
    '7',
  ],
]

export const hostileText = fc.oneof(
  { weight: 8, arbitrary: fc.array(fc.constantFrom(...hostile), { maxLength: 6 }).map(parts => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom('x'.repeat(10_240), 'long line '.repeat(1024), `${'line\n'.repeat(2048)}`) },
)

const hostileScalar = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.constantFrom(null, true, false, 0, -0, 1e21, 1e-7, -2.5, 9007199254740993n, 2n ** 80n) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
)

/** Anything YAML can hold, with keys as hostile as the values. */
export const hostileValue = fc.letrec(tie => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, hostileScalar, tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(hostileText, tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).value as fc.Arbitrary<JsonMap[string]>
