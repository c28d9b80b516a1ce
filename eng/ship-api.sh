#!/usr/bin/env bash
# At a release: what the public surface gained since the last one becomes part of it for good.
#
#   eng/ship-api.sh
#
# Moves the lines of every PublicAPI.Unshipped.txt into PublicAPI.Shipped.txt, sorted; a line "*REMOVED*..." takes its member out of both.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C
for unshipped in src/*/PublicAPI.Unshipped.txt; do
  shipped=${unshipped%Unshipped.txt}Shipped.txt
  all=$(mktemp)
  cat "$shipped" "$unshipped" | tr -d '\r' | sed 's/^\xEF\xBB\xBF//' | grep -v -x -e '#nullable enable' -e '' | sort -u >"$all" || true
  {
    echo '#nullable enable'
    # A member that was removed stands there twice, once with the mark.
    awk '/^\*REMOVED\*/ { gone[substr($0, 10)] = 1; next } { lines[++n] = $0 } END { for (k = 1; k <= n; k++) if (!(lines[k] in gone)) print lines[k] }' "$all"
  } >"$shipped"
  echo '#nullable enable' >"$unshipped"
  echo "$(($(wc -l <"$shipped") - 1)) members: $shipped"
  rm "$all"
done
