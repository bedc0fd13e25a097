"""The Kubernetes manifests, by the published schemas and against each other."""

import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from tests.school import HAPROXY, needs_haproxy
from tests.server import ROOT

FILES = sorted((ROOT / "deploy/kubernetes").iterdir())
VERSIONS = ("1.31", "1.34", "1.37")


def manifests() -> dict[str, Any]:
    """What each file describes, by its kind."""
    found = [yaml.safe_load(path.read_text("utf-8")) for path in FILES]
    return {each["kind"]: each for each in found}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("version", VERSIONS)
def test_each_manifest_is_what_the_schema_allows(path: Path, version: str) -> None:
    kubernetes_validate.validate(yaml.safe_load(path.read_text("utf-8")), version, strict=True)


def test_the_manifests_name_each_other() -> None:
    found = manifests()
    pod = found["Deployment"]["spec"]["template"]
    (page,) = pod["spec"]["containers"]
    (port,) = page["ports"]
    service = found["Service"]
    assert service["spec"]["selector"] == pod["metadata"]["labels"]
    assert service["spec"]["ports"][0]["targetPort"] == port["name"]
    (path,) = found["Ingress"]["spec"]["rules"][0]["http"]["paths"]
    assert path["backend"]["service"]["name"] == service["metadata"]["name"]
    assert path["backend"]["service"]["port"]["name"] == service["spec"]["ports"][0]["name"]
    key = page["env"][0]["valueFrom"]["secretKeyRef"]
    assert page["env"][0]["name"] == "PLAYGROUND_DATABASE"
    settings = {each["name"] for each in page["env"]}
    assert settings == {"PLAYGROUND_DATABASE", "PLAYGROUND_EMBED_IN", "PLAYGROUND_KEEP_DAYS"}
    assert key["name"] == found["Secret"]["metadata"]["name"]
    assert found["Secret"]["stringData"][key["key"]].startswith("postgresql+psycopg://")
    target = found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", "playground")
    assert found["Deployment"]["metadata"]["name"] == "playground"
    assert "replicas" not in found["Deployment"]["spec"]  # or they would fall back to it


def test_every_probe_asks_for_the_health_of_the_page() -> None:
    (page,) = manifests()["Deployment"]["spec"]["template"]["spec"]["containers"]
    for kind in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert page[kind]["httpGet"] == {"path": "/_stcore/health", "port": "http"}
    assert page["ports"] == [{"name": "http", "containerPort": 8501}]


def test_visitors_stick_by_a_cookie_and_never_by_their_address() -> None:
    service = manifests()["Service"]
    assert service["metadata"]["annotations"]["haproxy.org/cookie-persistence"] == "page"
    assert "sessionAffinity" not in service["spec"]


@needs_haproxy
def test_the_lines_for_the_ingress_controller_are_haproxy_s(tmp_path: Path) -> None:
    annotations = manifests()["Service"]["metadata"]["annotations"]
    lines = ["listen pages", "mode http", "bind 127.0.0.1:8080", "timeout client 60s"]
    lines += ["timeout connect 2s", "timeout server 60s"]
    lines += annotations["haproxy.org/backend-config-snippet"].splitlines()
    path = tmp_path / "haproxy.cfg"
    path.write_text("\n  ".join([*lines, "server page 127.0.0.1:8501 check"]) + "\n")
    command = [HAPROXY, "-c", "-f", str(path)]
    checked = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert checked.returncode == 0, checked.stderr
    assert "WARNING" not in checked.stderr
