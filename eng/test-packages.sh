#!/usr/bin/env bash
# Packs the tool and the library, and uses both as a stranger would: in an empty home, from the packages alone, without network.
# Needs a build of the solution (dotnet build -c Release) and its restored packages; ends with a line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=0 DOTNET_GENERATE_ASPNET_CERTIFICATE=0
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
restored=${NUGET_PACKAGES:-$HOME/.nuget/packages}
passed=0 failed=0

check() { # NAME COMMAND...: one line of result; what a failing command said is shown
  local name=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "passed: $name"
    passed=$((passed + 1))
  else
    echo "FAILED: $name"
    tail -n 30 "$work/log"
    failed=$((failed + 1))
  fi
}

pack() { dotnet pack -c Release --no-build -v quiet -o "$work/packages" "$1"; }
check "pack the library" pack packaging/LindbladVerify.csproj
check "pack the tool" pack src/LindbladVerify.Cli

holds() { # PACKAGE FILE...: that a package holds these files
  local package=$1 list
  shift
  list=$(unzip -Z1 "$work/packages/$package.$version.nupkg") || return
  for file in "$@"; do
    grep -qxF "$file" <<<"$list" || { echo "$file is missing"; return 1; }
  done
}
libraries=$(for p in Algebra LinearAlgebra Systems Dynamics Rates Formulas Verification Sweeps; do echo lib/net10.0/LindbladVerify.$p.{dll,xml,pdb}; done)
# shellcheck disable=SC2086
check "the library has assemblies, documentation, symbols, page and licence" holds LindbladVerify README.md LICENSE $libraries
check "the tool has its page and licence" holds lindblad-verify README.md LICENSE tools/net10.0/any/lindblad-verify.dll

# An empty home, a project folder of its own, and no source but the packages made here and those restored before.
export HOME=$work/home NUGET_PACKAGES=$work/home/.nuget/packages
mkdir -p "$HOME" "$work/tool" "$work/project"
cat >"$work/nuget.config" <<XML
<configuration><packageSources><clear />
  <add key="made" value="$work/packages" /><add key="restored" value="$restored" />
</packageSources></configuration>
XML

cd "$work/tool" || exit 1
check "install the tool" dotnet tool install lindblad-verify --tool-path "$work/bin" --version "$version"
check "the installed tool knows its version" grep -q "^$version" <("$work/bin/lindblad-verify" --version)
check "verify --quick in an empty home" "$work/bin/lindblad-verify" verify --quick
check "which writes its report" test -s lindblad-report/report.html
check "verify --init makes a file" "$work/bin/lindblad-verify" verify --init my.yaml
check "which can be verified" "$work/bin/lindblad-verify" verify my.yaml --quick --out mine

cd "$work/project" || exit 1
cat >project.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
  <ItemGroup><PackageReference Include="LindbladVerify" Version="$version" /></ItemGroup>
</Project>
XML
# The example of the package's own page, and what stands below it.
awk '/^```csharp$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/packaging/README.md" >Program.cs
awk '/^```text$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$root/packaging/README.md" >expected.txt
check "a console project builds on the library package alone" dotnet build -c Release -v quiet -o out
prints() { dotnet out/project.dll | diff - expected.txt; }
check "and prints what the package's page says" prints

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
