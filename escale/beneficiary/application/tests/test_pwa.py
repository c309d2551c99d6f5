import json

from django.test import Client as Browser


def test_the_manifest_says_what_an_installation_needs(client: Browser) -> None:
    answer = client.get("/application/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert manifest["display"] == "standalone"
    assert manifest["start_url"].startswith(manifest["scope"])
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


def test_the_service_worker_answers_for_the_application_alone(client: Browser) -> None:
    answer = client.get("/application/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "{%" not in answer.text
    assert 'const HOME = "/application/";' in answer.text
    assert "const MOST_WRONG = 3;" in answer.text


def test_without_a_network_there_is_a_page(client: Browser) -> None:
    assert "Pas de réseau" in client.get("/application/hors-ligne/").text
