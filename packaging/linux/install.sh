#!/bin/sh
# Installs the program for the person who runs this, or takes it away again: ./install.sh [--uninstall]
set -eu

here=$(dirname "$(readlink -f "$0")")
identifier=$(basename "$here"/*.desktop .desktop)
case ${XDG_DATA_HOME-} in
/*) data=$XDG_DATA_HOME ;;
*) data=$HOME/.local/share ;; # the standard wants a relative one ignored
esac
target=$data/$identifier
program=$target/program/photon-setup
entry=$data/applications/$identifier.desktop
icon=$data/icons/hicolor/scalable/apps/$identifier.svg
command=$HOME/.local/bin/photon-setup

install() {
    # A desktop entry would need them escaped.
    case $target in
    *[\"\`\$\\%]*)
        echo "install.sh: the folder $target has a character that no desktop entry can hold: set XDG_DATA_HOME to another" >&2
        exit 1
        ;;
    esac
    mkdir -p "$data/applications" "$(dirname "$icon")" "$(dirname "$command")"
    # Copied beside the old one first: whatever goes wrong, one of them is whole.
    rm -rf "$target.new"
    cp -RP "$here" "$target.new"
    rm -rf "$target"
    mv "$target.new" "$target"
    cp "$target/$identifier.svg" "$icon"
    { cat "$target/$identifier.desktop"; printf 'Exec="%s"\n' "$program"; } >"$entry"
    echo "Installed in $target"
    if [ -e "$command" ] && [ "$(readlink "$command")" != "$program" ]; then
        echo "$command is something else and stays; on a terminal, use $program"
    else
        ln -sf "$program" "$command"
        echo "On a terminal: $command"
    fi
    echo "To take it away again: $target/install.sh --uninstall"
}

uninstall() {
    if [ "$(readlink "$command")" = "$program" ]; then
        rm "$command"
    fi
    rm -rf "$target" "$entry" "$icon"
    echo "$identifier is no longer installed"
}

case ${1-} in
"") install ;;
--uninstall) uninstall ;;
*)
    echo "usage: install.sh [--uninstall]" >&2
    exit 2
    ;;
esac
