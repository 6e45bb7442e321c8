# Make the environment hold what a list of pins says: install.sh ENV PINS. Quick through uv, by pip if that fails.
set -eu
env=$1 pins=$2

usable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

if ! usable "$env/bin/python"; then
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if usable "$python"; then break; fi
        python=
    done
    if [ -z "$python" ]; then
        echo "Python 3.11, 3.12 or 3.13 is needed: install one, or name it: make all PYTHON=/path/to/python3.12" >&2
        exit 1
    fi
    echo "Setting up $env with $("$python" --version) (once)"
    rm -rf "$env"
    if ! "$python" -m venv "$env"; then
        rm -rf "$env"
        echo "On Debian and Ubuntu, type: apt-get install python3-venv" >&2
        exit 1
    fi
fi

rm -f "$env"/.pins-* "$env"/.dev-pins-*
export PIP_DISABLE_PIP_VERSION_CHECK=1
"$env/bin/python" -m pip install --quiet --require-hashes -r requirements/uv.txt
if ! "$env/bin/uv" pip sync --quiet --python "$env/bin/python" --require-hashes --compile-bytecode \
    "$pins" requirements/uv.txt; then
    echo "uv could not install the pins; trying pip" >&2
    "$env/bin/python" -m pip install --quiet --require-hashes -r "$pins"
fi
# Notebooks opened anywhere find the package.
"$env/bin/python" -c 'import pathlib, site
pathlib.Path(site.getsitepackages()[0], "cancelled_crimes.pth").write_text(f"{pathlib.Path.cwd()}\n", encoding="utf-8")'
