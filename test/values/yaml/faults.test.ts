import { expect, it } from 'vitest'
import { lineStarts, placeAt, readYaml } from '../../../src/values/yaml/index.ts'

/** `line:column CODE [what is marked] message`, then the related places; what a person gets to see. */
function report(text: string): string[] {
  const { fault } = readYaml(text)
  if (!fault) return ['no fault']
  const place = (start: number, end: number) => {
    const { line, column } = placeAt(lineStarts(text), start)
    return `${line}:${column} [${text.slice(start, end)}]`
  }
  const head = `${fault.code} ${place(fault.start, fault.end)} ${fault.message}`
  const related = (fault.related ?? []).map(other => `${place(other.start, other.end)} ${other.message}`)
  return fault.help === undefined ? [head, ...related] : [head, fault.help, ...related]
}

it.each<[text: string, ...report: string[]]>([
  [
    'a: \x07',
    'YM001 1:4 [\x07] the character U+0007 is not allowed in YAML',
    'remove it, or write it as an escape in double quotes',
  ],
  [
    'a:\n\tb: 1',
    'YM002 2:1 [\t] a tab is used for indentation; YAML allows only spaces there',
    'replace the tab with spaces',
  ],
  [
    'a: |\n  x\n\ty',
    'YM002 3:1 [\t] a tab is used for indentation; YAML allows only spaces there',
    'replace the tab with spaces',
  ],
  [
    'a: "b\nc: d',
    'YM003 1:4 ["b] the quote opened here is not closed before the text ends',
    'close it with "; a quote inside is written \\"',
  ],
  [
    "a: 'b",
    "YM003 1:4 ['b] the quote opened here is not closed before the text ends",
    "close it with '; a quote inside is written ''",
  ],
  [
    '"a\n---\nb"',
    'YM003 1:1 ["a] the quote opened here is not closed before `---` ends the document',
    'close it with "; a quote inside is written \\"',
  ],
  ['a: "\\q"', 'YM004 1:5 [\\q] `\\q` is not an escape of YAML', 'write `\\\\` for a backslash, or use single quotes'],
  ['a: "\\x4"', 'YM004 1:5 [\\x] `\\x` needs 2 hexadecimal digits'],
  [
    'a: "\\ud83d\\ude00"',
    'YM004 1:5 [\\ud83d] `\\ud83d` is not a Unicode character on its own',
    'write the character itself, or `\\U` with the 8 digits of its code point',
  ],
  ['a: @x', 'YM005 1:4 [@x] a value cannot start with `@` unless it is quoted', 'put quotes around `@x`'],
  [
    'a: [@x y, b] # c',
    'YM005 1:5 [@x y] a value cannot start with `@` unless it is quoted',
    'put quotes around `@x y`',
  ],
  ['a: @x # c', 'YM005 1:4 [@x] a value cannot start with `@` unless it is quoted', 'put quotes around `@x`'],
  ['a: `x`', 'YM005 1:4 [`x`] a value cannot start with a backtick unless it is quoted', 'put quotes around ``x``'],
  ['a: %x', 'YM005 1:4 [%x] a value cannot start with `%` unless it is quoted', 'put quotes around `%x`'],
  ['a: [|\n x]', 'YM005 1:5 [|] a block text (`|`) cannot stand inside [ ] or { }', 'put quotes around `|`'],
  [
    'image: @{{IMAGE}}',
    'YM006 1:8 [@{{IMAGE}}] `@{{IMAGE}}` is a Devtron scoped variable that was left unresolved',
    'put the value of IMAGE here, or quote it to keep it as text',
  ],
  [
    'hosts: [@{{HOST}}]',
    'YM006 1:9 [@{{HOST}}] `@{{HOST}}` is a Devtron scoped variable that was left unresolved',
    'put the value of HOST here, or quote it to keep it as text',
  ],
  [
    'a: b: c',
    'YM007 1:4 [b:] a second `: ` on one line, in `b: c`',
    'put quotes around the value if it is text; start a nested map on a line of its own',
  ],
  [
    'name: x\n  port: 80',
    'YM007 2:3 [port:] `port:` continues the unquoted text above it, so it cannot be a key',
    'indent it like the other keys of its map',
    '1:7 [x] the text starts here',
  ],
  [
    'a:1\nb: 2',
    'YM007 2:1 [b:] `b:` continues the unquoted text above it, so it cannot be a key',
    'put a blank after the colon above',
    '1:1 [a:1] the text starts here',
  ],
  [
    '--- a: b',
    'YM007 1:5 [a:] a map cannot start on the line of `---`',
    'put quotes around the value if it is text; start a nested map on a line of its own',
  ],
  [
    'a: 1\nfoo\nb: 2',
    'YM008 2:1 [foo] a key is expected here, but no colon and blank follow `foo`',
    'write `key: value`; if the line continues the text above, indent it or quote the whole text',
  ],
  [
    'a: 1\nb:2\nc: 3',
    'YM008 2:1 [b:2] a key is expected here, but no colon and blank follow `b:2`',
    'put a blank after the colon',
  ],
  [
    'a:\n    b: 1\n  c: 2',
    'YM009 3:3 [c: 2] the indentation of `c: 2` matches nothing above it',
    'indent it exactly like the key it follows',
    '1:1 [a:] the map starts here',
  ],
  [
    'a: "x"\n  b: 1',
    'YM009 2:3 [b: 1] the indentation of `b: 1` matches nothing above it',
    'indent it exactly like the key it follows',
    '1:1 [a: "x"] the map starts here',
  ],
  [
    '- a: 1\n  b: 2\n c: 3',
    'YM009 3:2 [c: 3] the indentation of `c: 3` matches nothing above it',
    'indent it exactly like the item it follows',
    '1:1 [- a: 1] the list starts here',
  ],
  [
    'a: 1\n- b',
    'YM010 2:1 [- b] `- b` is a list item among the keys of a map',
    'indent it below the key it belongs to',
    '1:1 [a: 1] the map starts here',
  ],
  [
    '- a\nb: c',
    'YM010 2:1 [b: c] `b: c` is a key among the items of a list',
    'indent it below an item, or indent the list below its own key',
    '1:1 [- a] the list starts here',
  ],
  [
    'a: - b',
    'YM010 1:4 [-] a list item (`- `) cannot start here, after other text on its line',
    'start it on a line of its own, or put quotes around the value if it is text',
  ],
  [
    'a: ? b',
    'YM010 1:4 [?] a key (`? `) cannot start here, after other text on its line',
    'start it on a line of its own, or put quotes around the value if it is text',
  ],
  ['a: ]', 'YM011 1:4 []] a value is missing before `]`', 'if this is the value, put quotes around it'],
  ['[,a]', 'YM011 1:2 [,a]] a value is missing before `,a]`', 'if this is the value, put quotes around it'],
  ['a: "b" c', 'YM011 1:8 [c] `c` follows a value that has already ended', 'put quotes around the whole value'],
  [
    "a: 'it's'",
    "YM011 1:8 [s'] `s'` follows a value that has already ended",
    "inside single quotes a quote is written ''",
  ],
  [
    'a: |\n   x\n  y',
    'YM011 3:3 [y] `y` follows a value that has already ended',
    'indent the line like the text it continues, or give it a key',
  ],
  [': x', 'YM011 1:1 [: x] `: x` has no key before its colon', 'write the key, or quote the text'],
  [
    'a: [1, 2\nb: 3',
    'YM012 2:1 [b: 3] a comma or `]` is missing before `b: 3`',
    'if this is text, put quotes around all of it',
    '1:4 [[] `[` is opened here',
  ],
  [
    'a: {b: 1',
    'YM012 1:4 [{b: 1] the `{` opened here is not closed',
    'add `}`; if this is text, put quotes around all of it',
  ],
  ['a: [b]]', 'YM012 1:7 []] the `]` closes nothing', 'remove it, or quote the text'],
  [
    '{"a" b}',
    'YM012 1:6 [b}] a comma or `}` is missing before `b}`',
    'if this is text, put quotes around all of it',
    '1:1 [{] `{` is opened here',
  ],
  [
    'a: | x',
    'YM013 1:4 [| x] `| x`: no text may follow the sign that starts a block text on its line',
    'start the text on the next line, or quote the value if it is not a block text',
  ],
  [
    'a: |0\n',
    'YM013 1:4 [|0] `|0`: the indentation of a block text cannot be 0',
    'start the text on the next line, or quote the value if it is not a block text',
  ],
  [
    'a: *b',
    'YM014 1:4 [*b] `*b` refers to an anchor `&b`, but there is none above it in this document',
    'put quotes around the value if it is text',
  ],
  [
    'a: *',
    'YM014 1:4 [*] `*` reads as an alias, whose name may hold only letters, digits, - and _',
    'put the value in quotes if it is text',
  ],
  [
    'a: & b',
    'YM014 1:4 [& b] `& b` reads as an anchor, whose name may hold only letters, digits, - and _',
    'put the value in quotes if it is text',
  ],
  ['a: &a [*a]', 'YM014 1:8 [*a] `*a` is inside the value that `&a` names, which would then contain itself'],
  ['a: !!int x', 'YM015 1:10 [x] `x` is not a `!!int`'],
  ['a: !!float 18446744073709551615', 'YM015 1:12 [18446744073709551615] `18446744073709551615` is not a `!!float`'],
  [
    'a: !x!y z',
    'YM015 1:4 [!x!y] `!x!` is not a known prefix of tags',
    'declare it above `---` with %TAG, or put quotes around the value if it is text',
  ],
  [
    '!<x y',
    'YM015 1:1 [!<x y] `!<x y` reads as a tag, but not as a complete one',
    'put the value in quotes if it is text',
  ],
  [
    '%YAML 1.2\n---\na',
    'YM016 1:1 [%YAML 1.2] YAML 1.2, but Helm and Kubernetes read YAML 1.1 only',
    'remove the line',
  ],
  ['%YAML 1.1\n%YAML 1.1\n---\na', 'YM016 2:1 [%YAML 1.1] a second %YAML directive in one document', 'remove the line'],
  ['%TAG ! a\n%TAG ! b\n---\na', 'YM016 2:1 [%TAG ! b] a second %TAG directive for `!`', 'remove the line'],
  [
    '%FOO\n---\na',
    'YM016 1:1 [%FOO] `%FOO` reads as a directive, because % starts the line; only %YAML and %TAG exist',
    'put the value in quotes if it is text',
  ],
  [
    'a: 1\n...\nb: 2',
    'YM016 3:1 [b: 2] `b: 2` follows the end of the document',
    'put quotes around the whole value, or start another document with `---`',
  ],
  [
    '"a" "b"',
    'YM016 1:5 ["b"] `"b"` follows the end of the document',
    'put quotes around the whole value, or start another document with `---`',
  ],
  [
    'a: 1\nb: 2\na: 3',
    'YM017 3:1 [a] the key `a` appears twice in the same map',
    'remove one of the two; Helm would take the last without a word',
    '1:1 [a] the first one',
  ],
  [
    '{a: 1, "a": 2}',
    'YM017 1:8 ["a"] the key `a` appears twice in the same map',
    'remove one of the two; Helm would take the last without a word',
    '1:2 [a] the first one',
  ],
  ['~: 1', 'YM018 1:1 [~] null cannot be a key', 'put quotes around the key'],
  ['? [a]\n: b', 'YM018 1:3 [[a]] a list cannot be a key', 'put quotes around the key'],
  [
    '18446744073709551615: a',
    'YM018 1:1 [18446744073709551615] a number as large as 18446744073709551615 cannot be a key',
    'put quotes around the key',
  ],
  [
    'a: {{ .Values.x }}',
    'YM018 1:5 [{ .Values.x }] a map cannot be a key',
    'put quotes around `{{ }}`: without them the braces are two maps, one the key of the other',
  ],
  [
    '<<: 1',
    'YM019 1:5 [1] `<<` merges maps, but this is a number',
    'give it a map, an alias of a map, or a list of these written here',
  ],
  [
    'x: &x [{a: 1}]\ny: {<<: *x}',
    'YM019 2:9 [*x] `<<` merges maps, but this is a list',
    'give it a map, an alias of a map, or a list of these written here',
  ],
  [
    'a: [.inf]',
    'YM020 1:5 [.inf] `.inf` is a number that JSON and Kubernetes do not have',
    'put quotes around it if it is text',
  ],
  [
    'a: .nan',
    'YM020 1:4 [.nan] `.nan` is a number that JSON and Kubernetes do not have',
    'put quotes around it if it is text',
  ],
])('%j', (text, ...expected) => {
  expect(report(text)).toStrictEqual(expected)
})
