"""`python -m tests.deployment`: what nginx and Prometheus say of the files that operators take.

Each reads its own file as it would on a host; nothing is started.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DEPLOY = Path(__file__).parents[1] / "deploy"
RULES = DEPLOY / "prometheus" / "escale-rules.yml"
SCRAPING = DEPLOY / "prometheus" / "prometheus.yml"
SITE = DEPLOY / "nginx" / "escale.conf"
# Ports that an ordinary account may have.
UNPRIVILEGED = {":80;": ":8080;", " 80;": " 8080;", ":443 ": ":8443 ", " 443 ": " 8443 "}
# Everything that nginx writes, in a folder of its own.
AROUND = """
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def main() -> None:
    if is_here("promtool", "prometheus"):
        run("promtool", "check", "rules", RULES)
        # Without what it names: the token is on the host.
        run("promtool", "check", "config", "--syntax-only", SCRAPING)
    # Debian keeps it where only root looks.
    os.environ["PATH"] += os.pathsep + "/usr/sbin"
    if is_here("nginx", "nginx"):
        with TemporaryDirectory() as folder:
            run("nginx", "-t", "-q", "-p", folder, "-c", scratch(Path(folder)))


def is_here(command: str, package: str) -> bool:
    if shutil.which(command):
        return True
    told = f"{command} is missing here (apt install {package})"
    if os.environ.get("CI") == "true":
        sys.exit(f"{told}: its files cannot be checked.")
    sys.stderr.write(f"{told}: its files are not checked.\n")
    return False


def run(*command: str | Path) -> None:
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(done.stdout)


def scratch(folder: Path) -> Path:
    """The site, with a certificate, in a configuration that touches nothing of this machine."""
    site = SITE.read_text()
    for path in ("/etc/letsencrypt/live/portail.example", "/var/log/nginx", "/srv/escale"):
        assert path in site
        site = site.replace(path, str(folder))
    for port, unprivileged in UNPRIVILEGED.items():
        site = site.replace(port, unprivileged)
    (folder / "site.conf").write_text(site)
    write_certificate(folder)
    around = folder / "nginx.conf"
    around.write_text(AROUND.format(folder=folder))
    return around


def write_certificate(folder: Path) -> None:
    """Self-signed, and gone with its folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "portail.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


if __name__ == "__main__":
    main()
