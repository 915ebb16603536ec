"""Find a Chromium or Chrome; --install gets one: by the package manager, else by Playwright's download."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from explorer.bench.browser import find


def install() -> None:
    """Try the package manager where we may, else Playwright's own download."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *arguments], check=False, stdout=subprocess.DEVNULL)
        if find():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if "--install" in sys.argv and not find():
        install()
    browser = find()
    print(f"browser: {browser}" if browser else "no browser was found")
    sys.exit(browser is None)
