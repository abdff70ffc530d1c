#!/bin/sh
# Checks a change in CI: that the manifests are rendered, that nothing is wrong with them, and what changes. Every report is made,
# whatever an earlier step says; the exit code tells whether all is well. Arguments choose the input, as for `serin render`;
# without any, serin.yaml does.
#
#   SERIN          the command                               [serin]
#   SERIN_OUT      the folder that the manifests are in, to be compared as it is in Git; of several, the one that holds them all
#   SERIN_BASE     the commit to compare with: makes diff.md, of the manifests, and timeline.md, of the rollouts that change
#   SERIN_REPORTS  where reports go                          [serin-reports]
#   SERIN_FORMATS  more reports of lint, such as "sarif junit gitlab github"
set -u
serin=${SERIN:-serin}
reports=${SERIN_REPORTS:-serin-reports}
mkdir -p "$reports"
status=0

if [ $# -eq 0 ]; then
  $serin render --check || status=1
elif [ -n "${SERIN_OUT:-}" ]; then
  $serin render "$@" --out "$SERIN_OUT" --check || status=1
fi

formats=
for format in ${SERIN_FORMATS:-}; do
  case $format in
    sarif) formats="$formats --format sarif=$reports/serin.sarif" ;;
    junit) formats="$formats --format junit=$reports/junit.xml" ;;
    gitlab) formats="$formats --format gitlab=$reports/codequality.json" ;;
    github) formats="$formats --format github" ;;
    *) echo "check.sh: unknown report $format" >&2; exit 2 ;;
  esac
done
# shellcheck disable=SC2086 # one word each, without spaces
$serin lint "$@" --format text=$reports/lint.txt $formats || status=1
cat "$reports/lint.txt" 2>/dev/null

# Compares with the base; a report that has nothing to say is empty.
compare() {
  $serin diff "$@" --against "$SERIN_BASE" --format markdown --exit-code >"$reports/diff.md"
  case $? in
    0) : >"$reports/diff.md" ;;
    1) ;;
    *) status=1 ;;
  esac
}

if [ -n "${SERIN_BASE:-}" ]; then
  if [ -n "${SERIN_OUT:-}" ]; then
    compare --manifests "$SERIN_OUT"
  else
    compare "$@"
  fi
  if [ -s "$reports/diff.md" ]; then
    [ $# -gt 0 ] || set -- --changed-since "$SERIN_BASE"
    # To be looked at only: what is wrong has been said.
    $serin timeline "$@" --format markdown >"$reports/timeline.md" 2>/dev/null || true
  fi
fi
exit $status
