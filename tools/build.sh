#!/usr/bin/env bash
# build.sh SOLUTION [dotnet build options]: builds Release, unless nothing changed since it last did.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
solution=$1
stamp=AppHost/bin/Release/$(basename "$solution").stamp

# Files that were edited since the build began, and folders that lost or gained one since it ended
# (in between, the build itself makes bin and obj).
changed() {
    find . -mindepth 1 \
        \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name TestResults -o -path ./.git -o -path ./.local \) -prune \
        -o \( -type f -newer "$stamp.begin" -o -type d -newer "$stamp" \) -print -quit
}

if [ ! -e "$stamp" ] || [ -n "$(changed)" ]; then
    echo "Building (the first time takes a minute or two)" >&2
    mkdir -p "$(dirname "$stamp")"
    touch "$stamp.begin"
    rm -f "$stamp"
    dotnet build "$solution" -c Release -nologo -v quiet -clp:NoSummary </dev/null >&2
    touch "$stamp"
fi
