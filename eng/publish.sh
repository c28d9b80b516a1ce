#!/usr/bin/env bash
# Programs that need nothing installed: one file each, with the runtime inside, compiled ahead of time for a quick start.
#
#   eng/publish.sh                      for linux-x64, linux-arm64, osx-arm64 and win-x64
#   eng/publish.sh linux-x64            for one of them
#
# For Linux, program and runtime are compiled together (composite): code of the runtime for types of the program is compiled ahead of time too.
# The runtime packs come from the configured package sources; a system whose pack is not there is named, and the others are built.
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- linux-x64 linux-arm64 osx-arm64 win-x64
missing=()
for system in "$@"; do
  echo "publish: $system ..."
  case "$system" in linux-*) composite=true ;; *) composite=false ;; esac
  if dotnet publish src/LindbladVerify.Cli -c Release -r "$system" --self-contained -v quiet -nologo \
    -p:PublishSingleFile=true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite="$composite" -p:IncludeNativeLibrariesForSelfExtract=true -p:DebugType=none -p:EmbedAllSources=false -p:PublishDocumentationFiles=false \
    -p:PublishReferencesDocumentationFiles=false -o "artifacts/publish/$system" \
    && ls -l "artifacts/publish/$system"/lindblad-verify*; then
    :
  else
    missing+=("$system")
  fi
done
[ ${#missing[@]} -eq 0 ] || { echo "publish: not built: ${missing[*]}" >&2; exit 1; }
