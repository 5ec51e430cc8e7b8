"""Balance and ledger (contract §4)."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts.audit import writing as audit
from apps.api.kernel import paging
from apps.api.kernel.spreadsheet import download
from apps.api.readysms import answers
from apps.api.readysms.read import billing as read
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import billing as write
from apps.credits import ledger
from apps.credits.queries import runway_of


class Balance(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        account = ledger.account_of(self.workspace)
        return answers.done(write.balance(runway_of(account), account))


class Transactions(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = paging.page(http.GET, 20, 100)
        rows = read.found(self.workspace, http.GET)
        return answers.listed([write.transaction(row) for row in page.of(rows)], rows.count(), page)


class Export(ReadySms):
    def get(self, http: HttpRequest) -> HttpResponseBase:
        rows = read.found(self.workspace, http.GET).iterator(chunk_size=2_000)
        audit.note(self.workspace, "export.made", "transactions")
        return download("transactions.csv", chain([write.HEADINGS], map(write.line, rows)))
