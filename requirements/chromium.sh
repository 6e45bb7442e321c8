# The tests open the pages in Chromium: use the system's, else Playwright's own: chromium.sh BIN.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
"$1/python" -c '
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not pathlib.Path(p.chromium.executable_path).exists())' && exit 0
"$1/playwright" install chromium && exit 0
echo "No Chromium. Type one of: apt-get install chromium; $1/playwright install chromium" >&2
exit 1
