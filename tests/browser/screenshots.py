"""Every page as a picture, light and dark, wide and on a phone.

    python -m tests.browser.screenshots OUT [--only WORD]

Starts an installation of its own in a temporary folder, with the demo's people and a campaign that went out,
and writes OUT/all/<page>-<theme>-<width>.png; what the README shows goes to OUT. A tool for looking: the
tests beside it do the checking.
"""

import argparse
import os
import re
import shutil
from collections import Counter
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from playwright.sync_api import Browser, Page, sync_playwright

PUBLIC = ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing-here")
SIZES = ((1280, 800), (360, 740))
# For the README: what is seen of them without scrolling.
CHOSEN = {
    "home-light-1280",
    "contacts-light-1280",
    "campaigns-one-review-2-light-1280",
    "campaigns-one-light-1280",
    "campaigns-one-dark-1280",
    "campaigns-one-light-360",
    "inbox-one-light-1280",
    "segments-one-light-1280",
    "sequences-one-2-light-1280",
    "campaigns-one-dry-run-light-1280",
}
FOLD = 700  # pixels
TALLEST = 2_400  # pixels; a long table shows nothing new below


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="pages whose name holds this word")
    options = parser.parse_args()
    (options.out / "all").mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="sendwell-screens-") as folder:
        _set_up(folder)
        from tests.browser.stage import staged

        with staged(Path(folder) / "log") as stage, sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            pages = _pages(browser, stage.url, _key(stage.user))
            for name, path, cookie in pages:
                if options.only in name:
                    _take(browser, stage.url, path, cookie, options.out, name)


def _set_up(folder: str) -> None:
    """This machine's own installation is left alone; beside Playwright's loop the ORM may be used."""
    os.environ.update(DATA_DIR=folder, DATABASE_URL="", REDIS_URL="", DJANGO_ALLOW_ASYNC_UNSAFE="1")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()


def _key(user: object) -> str:
    from tests.browser.windows import key

    return key(user)  # type: ignore[arg-type]


def _pages(browser: Browser, url: str, cookie: str) -> list[tuple[str, str, str]]:
    """Name, path and session of every page."""
    from tests.browser.crawl import crawl

    page = _window(browser, url, cookie, SIZES[0], "light")
    found = [(path, cookie) for path in crawl(page) if path not in PUBLIC]
    page.context.close()
    names: Counter[str] = Counter()
    pages = []
    for path, key in [*((path, "") for path in PUBLIC), *found]:
        name = _name(path)
        names[name] += 1
        pages.append((f"{name}-{names[name]}" if names[name] > 1 else name, path, key))
    return pages


def _name(path: str) -> str:
    """`contacts-one-edit` for /dashboard/contacts/con_…/edit."""
    if path in ("/", "/dashboard/"):
        return "home" if path == "/dashboard/" else "front"
    plain = re.sub(r"/[a-z]{3}_\w{20,}", "/one", path.removeprefix("/dashboard"))
    return re.sub(r"\W+", "-", plain).strip("-")


def _window(browser: Browser, url: str, cookie: str, size: tuple[int, int], theme: str) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        base_url=url,
    )
    if cookie:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    return context.new_page()


def _take(browser: Browser, url: str, path: str, cookie: str, out: Path, name: str) -> None:
    for (width, height), theme in product(SIZES, ("light", "dark")):
        page = _window(browser, url, cookie, (width, height), theme)
        page.goto(path, wait_until="load")
        page.wait_for_timeout(250)  # what htmx loads at once
        file = f"{name}-{theme}-{width}"
        if file in CHOSEN:
            page.set_viewport_size({"width": width, "height": FOLD})
            page.screenshot(path=out / f"{file}.png")
        # A window as tall as the page: what sticks to an edge stands where people see it.
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(height, tall), TALLEST)})
        page.screenshot(path=out / "all" / f"{file}.png")
        page.context.close()


if __name__ == "__main__":
    main()
