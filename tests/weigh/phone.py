"""Opens a page in Chromium as a small phone does that has never been here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserType, CDPSession, Page

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.weigh.budgets import Paints, Throttle, Transfer

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
TIMES = 3
WITHOUT_BENGALI = Path(__file__).with_name("fonts.conf")
FIRST = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
# When the page has loaded, the next frame shows all that is not lazy.
LARGEST = """() => new Promise((found) => {
  const last = (list) => found(list.getEntries().at(-1).startTime);
  const observer = new PerformanceObserver(last);
  const look = () => observer.observe({ type: "largest-contentful-paint", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(look));
})"""
# Browsers fetch lazy pictures long before they are scrolled to.
BELOW = """[...document.images].filter((each) => each.getBoundingClientRect().top >= innerHeight)
  .map((each) => each.currentSrc)"""
# Resolves when the worker has fetched what it keeps, to the size of its script.
WORKER = """async () => {
  const { worker } = document.querySelector("[data-worker]")?.dataset ?? {};
  if (!worker) return 0;
  await navigator.serviceWorker.ready;
  await (await fetch(worker)).text();
  return performance.getEntriesByType("resource").at(-1).encodedBodySize;
}"""
# What came out of the browser's own cache has no transfer size.
KEPT = """performance.getEntriesByType("resource").filter((each) => each.transferSize)
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""


def launch(chromium: BrowserType, *, bengali: bool) -> Browser:
    """A browser on a phone with a Bengali font of its own or, where fontconfig rules, without."""
    fonts = {} if bengali else {"FONTCONFIG_FILE": str(WITHOUT_BENGALI)}
    return chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, env={**os.environ, **fonts})


@contextmanager
def opened(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """An empty page with a cold cache, and its DevTools."""
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        yield page, tools


def weighed(browser: Browser, url: str) -> tuple[list[Transfer], int]:
    """What is sent for the first view, and the bytes of what is fetched for later."""
    with opened(browser) as (page, tools):
        answers = noted(tools)
        page.goto(url, wait_until="networkidle")
        below = page.evaluate(BELOW)
        sent = {each: transfer(answer) for each, answer in answers.items() if answer.get("all")}
        first = [each for key, each in sent.items() if answers[key]["url"] not in below]
        later = sum(each.body for key, each in sent.items() if answers[key]["url"] in below)
        later += page.evaluate(WORKER)
        later += sum(worker.evaluate(KEPT) for worker in page.context.service_workers)
    return first, later


def noted(tools: CDPSession) -> dict[str, dict]:
    """By request, and filled while the page loads: what DevTools tells of the answers."""
    answers: dict[str, dict] = {}

    def asked(event: dict) -> None:
        blocks = event.get("renderBlockingBehavior") == "Blocking"
        answers[event["requestId"]] = {"url": event["request"]["url"], "blocks": blocks}

    def answered(event: dict) -> None:
        headers = event["response"]["encodedDataLength"]
        answers[event["requestId"]] |= {"kind": event["type"], "headers": headers}

    def finished(event: dict) -> None:
        answers[event["requestId"]]["all"] = event["encodedDataLength"]

    tools.on("Network.requestWillBeSent", asked)
    tools.on("Network.responseReceived", answered)
    tools.on("Network.loadingFinished", finished)
    return answers


def transfer(answer: dict) -> Transfer:
    return Transfer(
        kind=answer["kind"],
        body=answer["all"] - answer["headers"],
        headers=answer["headers"],
        blocks=answer["blocks"],
        ours=urlsplit(answer["url"]).hostname == "127.0.0.1",
    )


def painted(browser: Browser, url: str, throttle: Throttle) -> Paints:
    """Medians. What is late is timed again: other work on this machine makes it later only."""
    for _try in range(TIMES):
        loads = [timed(browser, url, throttle) for _load in range(TIMES)]
        paints = Paints(*(median(times) / 1000 for times in zip(*loads, strict=True)))
        if paints.first <= throttle.limit:
            break
    return paints


def timed(browser: Browser, url: str, throttle: Throttle) -> tuple[float, float]:
    """Milliseconds until the first and the largest contentful paint."""
    speed = throttle.kilobits * 1000 / 8
    network = {"latency": throttle.latency, "downloadThroughput": speed, "uploadThroughput": speed}
    with opened(browser) as (page, tools):
        tools.send("Network.emulateNetworkConditions", {"offline": False, **network})
        tools.send("Emulation.setCPUThrottlingRate", {"rate": throttle.processor})
        page.goto(url)
        largest = page.evaluate(LARGEST)
        return page.evaluate(FIRST), largest
