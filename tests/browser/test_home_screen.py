"""The site on a phone's home screen: what Chromium says of the manifest."""

import json

import pytest
from playwright.sync_api import Browser

from tests.makers import make_clinic


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "name"), [("bn", "শিশু"), ("en", "Children")])
def test_the_site_can_be_put_on_the_home_screen(browser: Browser, live_server, language, name):
    make_clinic(discreet_name_bn="শিশু", discreet_name_en="Children")
    context = browser.new_context(base_url=live_server.url, locale=language)
    page = context.new_page()
    page.goto(f"/{language}/")
    chromium = context.new_cdp_session(page)
    manifest = chromium.send("Page.getAppManifest")
    assert (json.loads(manifest["data"])["short_name"], manifest["errors"]) == (name, [])
    errors = chromium.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors] == ["in-incognito"]  # as every test's window
    context.close()
