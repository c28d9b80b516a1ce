#!/usr/bin/env bash
# Builds the site of the documentation into artifacts/site: pages, gallery and the reference of the library, from a build of the
# program (made if there is none). Needs no network once tools are restored; a broken link is an error. Open artifacts/site/index.html
# through any web server, such as: dotnet docfx serve artifacts/site
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet tool restore >/dev/null
[ -e src/LindbladVerify.Cli/bin/Release/net10.0/LindbladVerify.Verification.xml ] || dotnet build -c Release -v quiet src/LindbladVerify.Cli
rm -rf artifacts/site artifacts/site-api
dotnet docfx metadata docfx.json --logLevel warning
dotnet docfx build docfx.json --logLevel warning --warningsAsErrors
echo "site: $(find artifacts/site -name '*.html' | wc -l) pages in artifacts/site"
