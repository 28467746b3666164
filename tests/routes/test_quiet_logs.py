"""What a log may hold of a session: nothing."""

import logging

from routes.quiet_logs import masked, quieten_logs

PAGE_ID = "3f2b8c1e-5a4d-4c6f-9e7a-1b2c3d4e5f60"


def test_page_ids_keys_and_cookies_are_masked():
    text = f"PUT /_stcore/upload_file/{PAGE_ID}/x sid=abc; __Host-sid=def {'a1' * 32}"
    assert masked(text) == "PUT /_stcore/upload_file/…/x sid=…; __Host-sid=… …"


def test_dates_codes_and_tile_paths_stay():
    text = "2026-11-21 GET /tiles/0123456789abcdef/-/14/1/1.mvt 500111001-2"
    assert masked(text) == text


def test_whoever_logs_the_page_id_is_masked(caplog):
    made = logging.getLogRecordFactory()
    try:
        quieten_logs()
        quieten_logs()
        logging.getLogger("uvicorn.access").warning('%s - "PUT %s HTTP/1.1" %d', "::1", f"/u/{PAGE_ID}/f", 403)
    finally:
        logging.setLogRecordFactory(made)
    assert caplog.messages == ['::1 - "PUT /u/…/f HTTP/1.1" 403']
