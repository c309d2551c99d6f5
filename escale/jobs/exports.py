"""Large workbooks are written away from the page."""

from procrastinate.contrib.django import app

from escale.exports.actions import make_export as making


@app.task(name="make_export", queue="orders")
def make_export(export_id: int) -> None:
    making.make_export(export_id=export_id)
