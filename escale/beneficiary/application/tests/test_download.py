from django.test import Client as Browser


def test_says_what_remains_to_do(client: Browser) -> None:
    page = client.get("/application/")
    assert page.status_code == 200
    assert "Téléchargez l’application" in page.text
    assert client.post("/application/").status_code == 405
