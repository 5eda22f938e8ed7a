#!/usr/bin/env bash
# Makes the tools and npm packages ready: `setup.sh build` for npm start, `setup.sh test` for npm test.
# Installs what is missing where it can (Debian, root or passwordless sudo), otherwise says what to
# install. Does nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-test}

missing=()
optional=()
need() { # need PACKAGE COMMAND...: any of the commands will do
    local package=$1
    shift
    for name in "$@"; do
        if command -v "$name" >/dev/null; then return; fi
    done
    missing+=("$package")
}

need cmake cmake
need ninja-build ninja
need emscripten emcc
# an Emscripten older than relaxed SIMD leaves the compiling to these: see wasm/clang.cmake
if ! command -v emcc >/dev/null ||
    [ "$(emcc -v 2>&1 | sed -n 's/.*clang version \([0-9]*\).*/\1/p')" -lt 18 ]; then
    need clang-19 clang-19 clang-20 clang-18
    need lld-19 wasm-ld-19 wasm-ld-20 wasm-ld-18
fi
if [ "$purpose" = test ]; then
    need gcc gcc
    need clang clang
    need clang-format clang-format
    need chromium-headless-shell chromium-headless-shell chromium
    need firefox-esr firefox-esr firefox
    need webkit2gtk-driver WebKitWebDriver
    need xvfb xvfb-run # WebKit's driver shows its window on a display
    need xauth xauth
    [ -e /usr/share/i18n/locales/en_US ] || missing+=(locales)
    [ -e /usr/include/stdio.h ] || missing+=(libc6-dev)
    if ! { command -v mpicc && command -v mpirun; } >/dev/null; then # the tests of ranks need it
        optional+=(libopenmpi-dev openmpi-bin)
    fi
fi

if [ "$(id -u)" = 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    as_root=(none)
fi
can_install() { [ "${as_root[*]}" != none ] && command -v apt-get >/dev/null; }
install() { # install PACKAGE...
    echo "Installing $*" >&2
    export DEBIAN_FRONTEND=noninteractive
    "${as_root[@]}" apt-get update -q &&
        "${as_root[@]}" apt-get install -q -y --no-install-recommends "$@"
}

if [ ${#missing[@]} -gt 0 ]; then
    if ! can_install; then
        echo "Sluice needs these tools, which are not installed. By their Debian packages:" >&2
        printf '  %s\n' "${missing[@]}" >&2
        echo "On Debian: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    install "${missing[@]}"
fi
if [ ${#optional[@]} -gt 0 ] && can_install; then
    install "${optional[@]}" || echo "Going on without ${optional[*]}" >&2
fi

# WebKit tells pages the language of its locale, and "C" is none
if [ "$purpose" = test ] && [ ! -d build/locale/en_US.UTF-8 ]; then
    mkdir -p build/locale
    localedef -i en_US -f UTF-8 build/locale/en_US.UTF-8
fi

read -r major minor _ < <(node -p 'process.versions.node.split(".").join(" ")')
if [ "$major" -lt 20 ] || { [ "$major" = 20 ] && [ "$minor" -lt 19 ]; }; then
    echo "Sluice needs Node 20.19 or newer; this is $(node --version)" >&2
    exit 1
fi

# npm leaves its own copy of the lock in node_modules when an installation is complete
if [ ! -e node_modules/.package-lock.json ] ||
    [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo "Installing the npm packages of package-lock.json into node_modules" >&2
    npm ci --no-audit --no-fund >&2
    touch node_modules/.package-lock.json
fi
