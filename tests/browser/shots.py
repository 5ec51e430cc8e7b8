"""Screenshots of pages, light and dark, wide and phone: a tool for looking, not a test.

    python -m tests.browser.shots http://127.0.0.1:8000 OUT /dashboard/ --sign-in EMAIL PASSWORD

Writes OUT/<page>-<theme>-<width>.png and prints what is wrong: sideways scrolling,
console errors, axe findings.
"""

import argparse
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

SIZES = ((1280, 800), (360, 740))


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for theme in ("light", "dark"):
            for size in SIZES:
                _look(browser, options, theme, size)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("out", type=Path)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--sign-in", nargs=2, metavar=("EMAIL", "PASSWORD"))
    return parser.parse_args()


def _look(browser: Browser, options: argparse.Namespace, theme: str, size: tuple[int, int]) -> None:
    # The policy is bypassed only so that axe can be put into the page.
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page.on("console", lambda message: message.type == "error" and print(page.url, message.text))
    if options.sign_in:
        _sign_in(page, options.base, *options.sign_in)
    for path in options.paths:
        page.goto(options.base + path, wait_until="load")
        name = path.strip("/").replace("/", "_").partition("?")[0] or "front"
        page.screenshot(path=options.out / f"{name}-{theme}-{size[0]}.png", full_page=True)
        _complain(page, f"{path} {theme} {size[0]}")
    page.close()


def _sign_in(page: Page, base: str, email: str, password: str) -> None:
    page.goto(base + "/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click("main button")
    page.wait_for_url(lambda url: "login" not in url)


def _complain(page: Page, where: str) -> None:
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        print(where, "scrolls sideways")
    for finding in Axe().run(page).response["violations"]:
        print(where, finding["id"], [node["html"][:90] for node in finding["nodes"][:3]])


if __name__ == "__main__":
    main()
