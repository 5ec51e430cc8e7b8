# What the tests need beside Python, from Debian. Only what is missing is installed.

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# `need PACKAGE TEST…`: the package is wanted when the test fails.
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_venv() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' && python3 -c 'import ensurepip, venv'
}

has_font() {
  fc-list | grep -q .
}

install_missing() {
  missing=()
  need make command -v make
  need python3-venv has_venv
  need chromium command -v chromium
  need fonts-dejavu-core has_font
  need fonts-noto-color-emoji test -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf
  need kannel command -v bearerbox
  need kannel-extras test -x /usr/lib/kannel/test/fakesmsc
  need gettext command -v xgettext
  need postgresql pg_isready
  need redis-server redis-cli ping
  need iproute2 command -v ip
  if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing ${missing[*]}"
    as_root apt-get -qq update
    as_root apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
  fi
}
