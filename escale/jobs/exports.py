"""Large workbooks are written away from the page."""

from procrastinate.contrib.django import app

from escale.exports.actions import make_export as making
from escale.exports.deferred import MAKE_EXPORT
from escale.exports.models import Export
from escale.tenancy.scopes import job_scope


@app.task(**MAKE_EXPORT.task)
def make_export(export_id: int) -> None:
    with job_scope(Export, export_id):
        making.make_export(export_id=export_id)
