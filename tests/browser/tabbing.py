"""Going through a page with the Tab key alone."""

from dataclasses import dataclass

from playwright.sync_api import Page

# What a mouse could press or fill, and is in sight. Of radio buttons with one name the key reaches one.
_REACHABLE = """() => {
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex]'
  const seen = new Set(), names = new Set()
  for (const one of document.querySelectorAll(kinds)) {
    const isOff = one.disabled || one.type === 'hidden' || one.tabIndex < 0
    if (isOff || !one.checkVisibility({visibilityProperty: true})) continue
    if (one.closest('details:not([open])') && one.tagName !== 'SUMMARY') continue
    if (one.type === 'radio' && names.has(one.name)) continue
    if (one.type === 'radio') names.add(one.name)
    seen.add(one)
  }
  window.unvisited = seen
  const times = [...seen].filter(one => one.type === 'time').length
  return seen.size + 3 * times // hours, minutes, half of the day, and the button that opens the picker
}"""
# Whether the focus can be seen: an outline or a ring around the element, or around what stands for it.
_WATCH = """() => {
  window.unseen = []
  const drawn = one => {
    const style = getComputedStyle(one)
    const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1
    return isOutlined || style.boxShadow !== 'none'
  }
  addEventListener('focusin', event => {
    const one = event.target
    for (const other of window.unvisited)
      if (other === one || (other.type === 'radio' && other.name === one.name)) window.unvisited.delete(other)
    if (!drawn(one) && !drawn(one.parentElement)) window.unseen.push(one.outerHTML.slice(0, 120))
  })
}"""
# What htmx has replaced meanwhile cannot be reached any more.
_LEFT = "[...window.unvisited].filter(one => one.isConnected).map(one => one.outerHTML.slice(0, 120))"


# Boxes that scroll take the focus, too; a page has fewer of them.
SCROLLERS = 15


@dataclass(frozen=True)
class Walk:
    """`missed` is what Tab never came to; `unseen` is where it stood invisibly."""

    missed: list[str]
    unseen: list[str]


def walk(page: Page) -> Walk:
    """From the top of the page to its end with the Tab key."""
    count = page.evaluate(_REACHABLE)
    page.evaluate(_WATCH)
    page.evaluate("document.activeElement.blur()")
    for _ in range(count + SCROLLERS):
        page.keyboard.press("Tab")
    return Walk(page.evaluate(_LEFT), page.evaluate("window.unseen"))
