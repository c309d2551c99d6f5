"""What the portal asks of a storage, of each that may be configured."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from django.db import DatabaseError, connection, transaction
from moto import mock_aws
from storages.backends.s3 import S3Storage

from escale.files.models import StoredChunk, StoredFile
from escale.files.storage import CHUNK_BYTES, DatabaseStorage
from escale.kernel import clock
from escale.kernel.stored_files import forget_lost_files
from escale.tenancy.scopes import CLIENT_ROLE, client_scope

LARGE = bytes(range(256)) * (CHUNK_BYTES // 256) * 2 + b"the end"
REGION = "eu-west-3"
ALICE, CHARLIE = 1, 2


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """Of a store that speaks S3, in this process."""
    with mock_aws():
        store = boto3.client("s3", region_name=REGION)
        place = {"LocationConstraint": REGION}
        store.create_bucket(Bucket="files", CreateBucketConfiguration=place)
        yield "files"
        store.close()


# Marked, not asked for by name: tests with a database must come before those with a browser.
@pytest.fixture(params=[pytest.param("database", marks=pytest.mark.django_db), "folder", "s3"])
def storage(request: pytest.FixtureRequest) -> Storage:
    match request.param:
        case "database":
            return DatabaseStorage()
        case "folder":
            return FileSystemStorage(request.getfixturevalue("tmp_path") / "uploads")
    bucket = request.getfixturevalue("bucket")
    options = {"access_key": "id", "secret_key": "key", "region_name": REGION}
    store: Storage = S3Storage(
        bucket_name=bucket, location=uuid4().hex, file_overwrite=False, **options
    )
    return store


def test_what_was_stored_is_read_whole(storage: Storage) -> None:
    name = storage.save("imports/one.xlsx", ContentFile(LARGE))
    assert storage.exists(name)
    assert storage.size(name) == len(LARGE)
    with storage.open(name, "rb") as stored:
        assert stored.read(3) == LARGE[:3]
        assert stored.read() == LARGE[3:]
    assert abs(storage.get_modified_time(name) - clock.now()) < timedelta(minutes=1)


def test_an_empty_file_is_one(storage: Storage) -> None:
    name = storage.save("imports/empty.csv", ContentFile(b""))
    with storage.open(name, "rb") as stored:
        assert stored.read() == b""


def test_two_of_one_name_are_two_files(storage: Storage) -> None:
    first = storage.save("imports/one.xlsx", ContentFile(b"first"))
    second = storage.save("imports/one.xlsx", ContentFile(b"second"))
    assert first != second
    with storage.open(first, "rb") as stored:
        assert stored.read() == b"first"


def test_what_was_deleted_is_gone(storage: Storage) -> None:
    name = storage.save("imports/one.xlsx", ContentFile(b"content"))
    storage.delete(name)
    storage.delete(name)
    assert not storage.exists(name)
    with pytest.raises(FileNotFoundError):
        storage.open(name, "rb")


def test_what_no_row_names_is_forgotten(storage: Storage) -> None:
    names = [storage.save(f"imports/{n}.csv", ContentFile(b"x")) for n in range(3)]
    other = storage.save("exports/3.xlsx", ContentFile(b"x"))
    later = clock.now() + timedelta(minutes=1)
    assert forget_lost_files(storage, "imports", kept={names[0]}, before=later) == 2
    assert storage.listdir("imports") == ([], ["0.csv"])
    assert storage.exists(other)


@pytest.mark.django_db
def test_folders_are_told_apart() -> None:
    storage = DatabaseStorage()
    for name in ("a.csv", "imports/b.csv"):
        storage.save(name, ContentFile(b"x"))
    assert storage.listdir("") == (["imports"], ["a.csv"])
    with pytest.raises(ValueError, match="mode"):
        storage.open("a.csv", "wb")


@pytest.mark.django_db
def test_a_file_goes_with_the_transaction_that_names_it() -> None:
    storage = DatabaseStorage()
    with transaction.atomic():
        name = storage.save("imports/one.csv", ContentFile(b"x"))
        transaction.set_rollback(True)
    assert not storage.exists(name)
    assert not StoredChunk.objects.exists()


@pytest.mark.django_db
def test_it_is_its_client_s_alone() -> None:
    storage = DatabaseStorage()
    with client_scope(ALICE):
        name = storage.save("exports/hers.xlsx", ContentFile(b"people"))
    assert StoredFile.objects.get().client_id == ALICE
    with client_scope(CHARLIE):
        assert not storage.exists(name)
        with pytest.raises(FileNotFoundError):
            storage.open(name)
        assert not StoredChunk.objects.exists()
    with client_scope(ALICE), storage.open(name) as hers:
        assert hers.read() == b"people"


@pytest.mark.django_db
def test_nobody_writes_for_another_client() -> None:
    with (
        client_scope(ALICE),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        StoredFile.objects.create(name="exports/x.xlsx", client_id=CHARLIE)


@pytest.mark.django_db(transaction=True)
def test_it_goes_after_the_transaction_and_its_scope() -> None:
    """What a page forgets is deleted once nothing of its scope is left."""
    storage = DatabaseStorage()
    with client_scope(ALICE):
        name = storage.save("imports/hers.xlsx", ContentFile(b"people"))
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {CLIENT_ROLE}")
        try:
            with client_scope(ALICE):
                transaction.on_commit(lambda: storage.delete(name))
        finally:
            cursor.execute("RESET ROLE")
    assert not StoredFile.objects.exists()
