"""`python -m tests.secret_scan`: no key, token or password in what the repository holds.

Those that are known, and are none (the demonstration's, tests' and examples'), are in
`.secrets.baseline`, each as a digest: by what they are, wherever they stand. `--write` adds what is
found, once somebody has read it.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / ".secrets.baseline"
# Hashes by the thousand, texts for people, pictures and fonts.
NOT_LOOKED_INTO = [
    "requirements*.txt", "bootstrap.txt", "package-lock.json", ".secrets.baseline",
    "*.po", "*.mo", "*.webp", "*.png", "*.woff2", "*.ttf", "*.otf", "*.min.js",
]  # fmt: skip
# Those of its plugins that concern what such a project may hold; each costs a pass over every line.
PLUGINS = [
    "AWSKeyDetector", "AzureStorageKeyDetector", "Base64HighEntropyString", "BasicAuthDetector",
    "GitHubTokenDetector", "GitLabTokenDetector", "HexHighEntropyString", "JwtTokenDetector",
    "KeywordDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector", "PrivateKeyDetector",
    "PypiTokenDetector", "SendGridDetector", "SlackDetector", "StripeDetector",
    "TwilioKeyDetector",
]  # fmt: skip
FILTERS = [
    "allowlist.is_line_allowlisted", "common.is_invalid_file",
    "heuristic.is_indirect_reference", "heuristic.is_likely_id_string", "heuristic.is_lock_file",
    "heuristic.is_not_alphanumeric_string", "heuristic.is_potential_uuid",
    "heuristic.is_prefixed_with_dollar_sign", "heuristic.is_sequential_string",
    "heuristic.is_swagger_file", "heuristic.is_templated_secret",
]  # fmt: skip
SETTINGS = {
    "plugins_used": [{"name": name} for name in PLUGINS],
    "filters_used": [{"path": f"detect_secrets.filters.{path}"} for path in FILTERS],
}
# Words that name a secret, an address that may hold one, or letters enough to be one.
MAY_HOLD_ONE = re.compile(r"(?i)key|pass|pwd|secret|contrase|://|[0-9a-f]{8}|[a-z0-9+/=_-]{16}")
# Read line by line; formats where a secret may take several lines are given whole.
BY_LINE = {".py", ".html", ".css", ".js", ".md", ".txt", ".mjml"}


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    digest: str
    where: str

    @property
    def told(self) -> dict[str, str]:
        return {"type": self.kind, "hashed_secret": self.digest}


def main() -> int:
    os.chdir(ROOT)
    secrets = scanned(tracked())
    if "--write" in sys.argv[1:]:
        write(secrets)
        return 0
    known = json.loads(BASELINE.read_text())
    new = [secret for secret in secrets if secret.told not in known]
    for secret in new:
        sys.stderr.write(f"{secret.where}: {secret.kind}\n")
    return 1 if new else 0


def tracked() -> list[str]:
    excluded = [f":!{pattern}" for pattern in NOT_LOOKED_INTO]
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", ".", *excluded],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if name and Path(name).is_file()]


def scanned(names: list[str]) -> list[Found]:
    """The same line, however often, is looked at once: detect-secrets takes its time for each."""
    lines: dict[str, dict[str, str]] = defaultdict(dict)
    whole = []
    for name in names:
        suffix = Path(name).suffix
        if suffix not in BY_LINE:
            whole.append(name)
            continue
        for number, line in enumerate(Path(name).read_text().splitlines(), start=1):
            if MAY_HOLD_ONE.search(line):
                lines[suffix].setdefault(line, f"{name}:{number}")
    secrets = SecretsCollection()
    places: dict[str, list[str]] = {}
    with TemporaryDirectory() as folder, transient_settings(SETTINGS):
        for suffix, distinct in lines.items():
            path = Path(folder) / f"lines{suffix}"
            path.write_text("\n".join(distinct))
            places[str(path)] = list(distinct.values())
        secrets.scan_files(*whole, *places)
    return sorted(
        (found(secret, places) for _name, secret in secrets), key=lambda secret: secret.where
    )


def found(secret: PotentialSecret, places: Mapping[str, list[str]]) -> Found:
    where = places.get(secret.filename)
    place = where[secret.line_number - 1] if where else f"{secret.filename}:{secret.line_number}"
    return Found(secret.type, secret.secret_hash, place)


def write(secrets: list[Found]) -> None:
    """Without their places, which move."""
    told = {(secret.digest, secret.kind): secret.told for secret in secrets}
    BASELINE.write_text(json.dumps([told[key] for key in sorted(told)], indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
