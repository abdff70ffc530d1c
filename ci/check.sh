#!/bin/sh
# Checks a change in CI: that the manifests are rendered, that nothing is wrong with them, and what changes. Every report is made,
# whatever an earlier step says; the exit code tells whether all is well. Arguments choose the input, as for `serin render`;
# without any, serin.yaml does.
#
#   SERIN          the command                               [serin]
#   SERIN_OUT      the folder of the manifests, when there is no serin.yaml that names it
#   SERIN_BASE     the commit to compare with: makes diff.md and timeline.md
#   SERIN_REPORTS  where reports go                          [serin-reports]
#   SERIN_FORMATS  more reports of lint, such as "sarif junit gitlab github"
set -u
serin=${SERIN:-serin}
reports=${SERIN_REPORTS:-serin-reports}
mkdir -p "$reports"
status=0

# Without a folder, or a serin.yaml that names one, there is nothing to check.
if [ -n "${SERIN_OUT:-}" ]; then
  $serin render "$@" --out "$SERIN_OUT" --check || status=1
elif [ $# -eq 0 ]; then
  $serin render --check || status=1
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

if [ -n "${SERIN_BASE:-}" ]; then
  $serin diff "$@" --against "$SERIN_BASE" --format markdown >"$reports/diff.md" || status=1
  if [ -s "$reports/diff.md" ]; then
    [ $# -gt 0 ] || set -- --changed-since "$SERIN_BASE"
    $serin timeline "$@" --format markdown >"$reports/timeline.md" || status=1
  fi
fi
exit $status
