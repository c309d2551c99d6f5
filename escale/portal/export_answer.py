from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from escale.exports.actions.journal_export import journal_export
from escale.exports.actions.start_export import start_export
from escale.exports.wanted import WantedExport
from escale.webkit.access import MemberRequest
from escale.webkit.downloads import spooled_file, workbook_response

# Written while the person waits, a second or two; beyond, a job does it and a page follows.
ROWS_AT_ONCE = 10_000


def answered(request: MemberRequest, wanted: WantedExport) -> HttpResponseBase:
    """The workbook itself; a large one is asked for by a form, for a job to write."""
    rows = wanted.count(request.member)
    if rows > ROWS_AT_ONCE:
        if request.method == "POST":
            export = start_export(member=request.member, wanted=wanted)
            return redirect("portal:export", export.pk)
        name = wanted.file_name(request.member)
        context = {"rows": rows, "wanted": wanted, "file_name": name}
        return render(request, "portal/exports/large.html", context)
    stream = spooled_file()
    wanted.write(stream, request.member)
    journal_export(member=request.member, wanted=wanted, rows=rows)
    return workbook_response(stream, wanted.file_name(request.member))
