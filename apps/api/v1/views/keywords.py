"""/v1/keywords: words that people text, what each of them does, and who used it."""

from django.http import HttpRequest, HttpResponse

from apps.api.kernel import cursors
from apps.api.v1 import answers
from apps.api.v1.read import keywords as read
from apps.api.v1.surface import V1
from apps.api.v1.write import keywords as write
from apps.keywords import actions, queries
from apps.keywords.models import Keyword


class Keywords(V1):
    def get(self, http: HttpRequest) -> HttpResponse:
        page = cursors.page(queries.keywords(self.workspace), http.GET, "kwd")
        return answers.listed(http, [write.keyword(row) for row in page.rows], page.has_more)

    def post(self, http: HttpRequest) -> HttpResponse:
        """Raises NoWord, Reserved, WordTaken, DoesNothing, EndsBeforeItBegins, ListIsSynced."""
        return answers.created(self.kept(None))

    def kept(self, held: Keyword | None) -> dict[str, object]:
        wish = read.wish(self.workspace, self.body, held)
        made = actions.keep(self.workspace, wish, keyword=held, by=self.principal.user)
        return write.keyword(read.one(self.workspace, made.public_id))


class OneKeyword(Keywords):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:  # type: ignore[override]
        return answers.answer(write.keyword(read.one(self.workspace, public_id)))

    def post(self, http: HttpRequest, public_id: str) -> HttpResponse:  # type: ignore[override]
        """What is not given stays."""
        return answers.answer(self.kept(read.one(self.workspace, public_id)))

    def delete(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Who joined by it stays, with the proof."""
        read.one(self.workspace, public_id).delete()
        return answers.deleted("keyword", public_id)


class Uses(V1):
    def get(self, http: HttpRequest, public_id: str) -> HttpResponse:
        """Newest first."""
        page = cursors.page(queries.uses(read.one(self.workspace, public_id)), http.GET, "kus")
        return answers.listed(http, [write.use(row, public_id) for row in page.rows], page.has_more)
