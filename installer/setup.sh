#!/bin/sh
# Sets up this checkout: system libraries (Debian, Ubuntu), .venv, locked dependencies, Chairside.
# `setup.sh run` is what the application needs, `setup.sh test` adds the test tools.
# What is set up already is left alone.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
purpose=${1:-run}
locks=requirements.lock
[ "$purpose" = run ] || locks="$locks requirements-test.lock"

# library=package: the library is looked for, since packages change names between releases
for_qt="libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0
    libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6
    libglib-2.0.so.0=libglib2.0-0 libX11.so.6=libx11-6"
for_a_window="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
    libxcb-image.so.0=libxcb-image0 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0
    libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon-x11.so.0=libxkbcommon-x11-0"

say() { echo "Chairside: $*"; }

stop() {
    echo "Chairside: $*" >&2
    exit 1
}

# Python starts and the folder is where it was made: scripts in a .venv name their place
venv_is_sound() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        grep -qsF "$here/.venv/bin/python" .venv/bin/pip
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        # a name on the path may be a version manager's empty promise: ask it
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

missing_packages() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    wanted=$for_qt
    [ "$purpose" = test ] || [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || wanted="$wanted $for_a_window"
    for pair in $wanted; do
        case "$known" in *"${pair%%=*} "*) ;; *) echo "${pair#*=}" ;; esac
    done
    find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.local/share/fonts" \
        -name '*.[ot]tf' 2>/dev/null | grep -q . || echo fonts-dejavu-core
    venv_is_sound && return
    python=$(find_python)
    if [ -z "$python" ]; then
        echo python3 python3-venv
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        stop "this machine lacks system packages. Type this as an administrator, then try again:" \
            "apt-get install --no-install-recommends $*"
    fi
    say "installing system packages: $*"
    $as_root apt-get -qq update
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 \
        install --no-install-recommends "$@" >/dev/null
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || stop "no Python 3.11 or newer was found; install one, then try again."
    say "making .venv with $("$python" -V)"
    "$python" -m venv --clear .venv
}

install_everything() {
    pip=".venv/bin/python -m pip -qq --disable-pip-version-check --no-input"
    say "installing what $locks lists (once; about 105 MB to download, as much again for tests)"
    # shellcheck disable=SC2046,SC2086  # words on purpose
    $pip install --require-hashes --only-binary :all: $(printf -- '-r %s ' $locks)
    say "installing itself"
    $pip install --no-index --no-deps --no-build-isolation --editable .
}

# shellcheck disable=SC2086  # words on purpose
wanted_state() { cat $locks pyproject.toml; }

if command -v apt-get >/dev/null; then
    packages=$(missing_packages)
    # shellcheck disable=SC2086  # words on purpose
    [ -z "$packages" ] || install_packages $packages
fi
venv_is_sound || make_venv
installed=.venv/installed-for-$purpose
if ! wanted_state | cmp -s - "$installed"; then
    install_everything
    wanted_state >"$installed"
    say "ready"
fi
