import { parse } from './parse.ts'
import { type Definition, signature } from './syntax.ts'

/**
 * The functions that jq defines in its own language (jq 1.7 manual; gojq 0.12 builtin.jq). Which of them may stand in a path, as
 * `first(f)` may and `last(f)` may not, follows from these definitions.
 */
const source = `
def map(f): [.[] | f];
def add(f): [f] | add;
def map_values(f): .[] |= f;
def in(xs): . as $x | xs | has($x);
def not: if . then false else true end;
def select(f): if f then . else empty end;
def recurse: recurse(.[]?);
def recurse(f): def r: ., (f | r); r;
def recurse(f; cond): def r: ., (f | select(cond) | r); r;
def to_entries: [keys[] as $k | {key: $k, value: .[$k]}];
def from_entries: map({(.key // .Key // .name // .Name): if has("value") then .value else .Value end}) | add // {};
def with_entries(f): to_entries | map(f) | from_entries;
def while(cond; update): def _w: if cond then ., (update | _w) else empty end; _w;
def until(cond; next): def _u: if cond then . else next | _u end; _u;
def repeat(f): def _r: f, _r; _r;
def range($end): _range(0; $end; 1);
def range($start; $end): _range($start; $end; 1);
def range($start; $end; $step): _range($start; $end; $step);
def min_by(f): _min_by(map([f]));
def max_by(f): _max_by(map([f]));
def sort_by(f): _sort_by(map([f]));
def group_by(f): _group_by(map([f]));
def unique_by(f): _unique_by(map([f]));
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object");
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def finites: select(isfinite);
def normals: select(isnormal);
def strings: select(type == "string");
def nulls: select(. == null);
def values: select(. != null);
def scalars: select(type | . != "array" and . != "object");
def combinations: if length == 0 then [] else .[0][] as $x | [$x] + (.[1:] | combinations) end;
def combinations(n): [limit(n; repeat(.))] | combinations;
def walk(f): def _w: if type == "array" then map(_w) elif type == "object" then map_values(_w) end | f; _w;
def first: .[0];
def first(g): label $out | g | ., break $out;
def last: .[-1];
def isempty(g): label $out | (g | false, break $out), true;
def all: all(.);
def all(y): all(.[]; y);
def all(g; y): isempty(g | select(y | not));
def any: any(.);
def any(y): any(.[]; y);
def any(g; y): isempty(g | select(y)) | not;
def limit($n; g):
  if $n > 0 then label $out | foreach g as $item ($n; . - 1; $item, if . <= 0 then break $out else empty end)
  elif $n == 0 then empty else error("limit doesn't support negative count") end;
def skip($n; g):
  if $n > 0 then foreach g as $item ($n; . - 1; if . < 0 then $item else empty end)
  elif $n == 0 then g else error("skip doesn't support negative count") end;
def nth($n): .[$n];
def nth($n; g): if $n >= 0 then first(skip($n; g)) else error("nth doesn't support negative index") end;
def del(f): delpaths([path(f)]);
def paths: path(..) | select(. != []);
def paths(f): path(.. | select(f)) | select(. != []);
def pick(f): . as $v | reduce path(f) as $p (null; setpath($p; $v | getpath($p)));
def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def match($re): match($re; null);
def match($re; $flags): _match($re; $flags)[];
def test($re): test($re; null);
def test($re; $flags): _test($re; $flags);
def capture($re): capture($re; null);
def capture($re; $flags): match($re; $flags) | .captures | _captures;
def scan($re): scan($re; null);
def scan($re; $flags): match($re; $flags + "g") | if .captures == [] then .string else [.captures[].string] end;
def splits($re): splits($re; null);
def splits($re; $flags): split($re; $flags)[];
def split($re; $flags): . as $s | [foreach (match($re; $flags + "g"), null) as $m
  ({next: 0}; {start: .next, end: $m.offset, next: ($m.offset + $m.length)}; $s[.start:.end])];
def sub($re; str): sub($re; str; null);
def sub($re; str; $flags):
  . as $s | reduce match($re; $flags) as $m ({next: 0, done: []};
    reduce ($m.captures | _captures | str) as $new
      (.at = 0; .done[.at] += $s[.next:$m.offset] + $new | .at += 1)
    | .next = $m.offset + $m.length)
  | .done[] + $s[.next:] // $s;
def gsub($re; str): sub($re; str; "g");
def gsub($re; str; $flags): sub($re; str; $flags + "g");
def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] = $row);
def INDEX(f): INDEX(.[]; f);
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
.`

let defined: Map<string, Definition> | null = null

/** A definition by name and number of arguments. */
export function definedFunction(name: string, arity: number): Definition | undefined {
  if (defined === null) {
    defined = new Map()
    let query = parse(source)
    while (query.is === 'define') {
      const { definition } = query
      defined.set(signature(definition), definition)
      query = query.body
    }
  }
  return defined.get(`${name}/${arity}`)
}
