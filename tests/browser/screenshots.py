"""Every page as a picture, light and dark, wide and on a phone.

    python -m tests.browser.screenshots OUT [--only WORD]

Starts an installation of its own in a temporary folder, with the demo's people and a campaign that went out,
and writes OUT/<page>-<theme>-<width>.png. A tool for looking; the tests beside it do the checking.
"""

import argparse
import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from playwright.sync_api import Browser, Page, sync_playwright

PUBLIC = ("/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing-here")
SIZES = ((1280, 800), (360, 740))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="pages whose name holds this word")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="sendwell-screens-") as folder:
        _set_up(folder)
        from tests.browser.stage import staged

        with staged(Path(folder) / "log") as stage, sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            pages = _pages(browser, stage.url, _key(stage.user))
            for name, path, cookie in pages:
                if options.only in name:
                    _take(browser, stage.url + path, cookie, options.out / name)


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
    found = [(_name(path), path, cookie) for path in crawl(page)]
    page.context.close()
    return [*((_name(path) or "front", path, "") for path in PUBLIC), *found]


def _name(path: str) -> str:
    """`contacts-edit` for /dashboard/contacts/con_…/edit."""
    plain = re.sub(r"/[a-z]{3}_\w+", "/one" if re.search(r"_\w{20,}$", path.partition("?")[0]) else "", path)
    return re.sub(r"\W+", "-", plain.partition("?")[0].removeprefix("/dashboard")).strip("-") or (
        "home" if path.startswith("/dashboard") else ""
    )


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


def _take(browser: Browser, address: str, cookie: str, out: Path) -> None:
    for size in SIZES:
        page = _window(browser, address, cookie, size, "light")
        page.goto(address, wait_until="load")
        page.wait_for_timeout(250)  # what htmx loads at once
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.screenshot(path=f"{out}-{theme}-{size[0]}.png", full_page=True)
        page.context.close()


if __name__ == "__main__":
    main()
