"""The compose file, as Docker Compose itself reads it; no Docker is needed for that."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.server import ROOT

COMPOSE = Path(sys.executable).with_name("docker-compose")
FILE = ROOT / "deploy/compose.yaml"


def read(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMPOSE, "--env-file", os.devnull, "-f", FILE, "config", "--format", "json"],
        env={"HOME": "/nowhere", **environment},
        capture_output=True,
        encoding="utf-8",
    )


def services(**environment: str) -> dict[str, Any]:
    found = read(POSTGRES_PASSWORD="secret", **environment)
    assert found.returncode == 0, found.stderr
    assert not found.stderr
    services: dict[str, Any] = json.loads(found.stdout)["services"]
    return services


def test_without_a_password_it_says_that_one_is_to_be_set() -> None:
    found = read()
    assert found.returncode
    assert "POSTGRES_PASSWORD is missing a value: is to be set" in found.stderr


def test_pages_and_database_know_the_same_password_and_name() -> None:
    found = services()
    database = found["database"]["environment"]
    url = "postgresql+psycopg://{POSTGRES_USER}:{POSTGRES_PASSWORD}@database/{POSTGRES_DB}"
    assert found["page"]["environment"]["PLAYGROUND_DATABASE"] == url.format(**database)


def test_as_many_pages_as_are_asked_for_are_found_by_one_name() -> None:
    found = services(PAGES="7")
    assert found["page"]["deploy"]["replicas"] == 7
    assert found["proxy"]["environment"]["PAGES"] == "page"
    assert found["proxy"]["environment"]["RESOLVER"]


def test_the_proxy_has_the_shipped_configuration_and_is_all_that_the_network_sees() -> None:
    found = services()
    proxy = found["proxy"]
    assert str(FILE.with_name("haproxy.cfg")) in {each["source"] for each in proxy["volumes"]}
    published = {(each["published"], each["target"]) for each in proxy["ports"]}
    assert published == {("80", 8080), ("443", 8443)}
    assert proxy["environment"]["LISTEN"] == ":8080"
    assert proxy["environment"]["LISTEN_TLS"] == ":8443"
    assert proxy["environment"]["PORT_TLS"] == ""
    other = services(HTTPS_PORT="8443")["proxy"]
    assert other["environment"]["PORT_TLS"] == ":8443"  # where it is published
    assert other["ports"][1]["published"] == "8443"
    assert not any("ports" in each for name, each in found.items() if name != "proxy")


def test_the_page_is_built_from_this_repository() -> None:
    build = services()["page"]["build"]
    assert Path(build["context"]) == ROOT
    assert (ROOT / build["dockerfile"]).is_file()


def test_the_pages_have_the_settings_that_are_made() -> None:
    made = {"PLAYGROUND_EMBED_IN": "https://moodle.example", "PLAYGROUND_KEEP_DAYS": "2"}
    assert made.items() <= services(**made)["page"]["environment"].items()
