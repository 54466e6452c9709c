"""Articles in the admin: the table of all pages, and the form of one."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, override

from pages import history, languages, presence, states
from pages.editing import article_urls, standing, version_views
from pages.editing.article_columns import Columns
from pages.editing.article_filters import BehindFilter, BengaliFilter, EnglishFilter, ReviewFilter
from pages.editing.article_form import PUBLISH, ArticleForm
from pages.editing.bilingual import EITHER_DIGITS, ProseAdmin, pair
from pages.editing.gone import typed_into_deleted
from pages.editing.order import OrderedAdmin
from pages.editing.picture_widget import ChoosesPicture
from pages.editing.sources import SourceInline
from pages.models import Article

TEXTS = (pair("title"), pair("summary"), pair("body"), pair("description"))


@admin.register(Article)
class ArticleAdmin(ChoosesPicture, Columns, OrderedAdmin, ProseAdmin):
    form = ArticleForm
    change_form_template = "admin/pages/article/change_form.html"
    change_list_template = "admin/pages/article/change_list.html"
    order_within = "section"
    list_display = ("name", "bengali", "english", "order", "section", "changed")
    list_filter = ("section", BengaliFilter, EnglishFilter, BehindFilter, ReviewFilter)
    list_select_related = ("section",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_fields = [*pair("title"), *pair("summary"), *pair("body"), "slug"]
    inlines = [SourceInline]
    formfield_overrides = ProseAdmin.formfield_overrides | EITHER_DIGITS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        page = request.resolver_match.url_name
        if page == "pages_article_changelist":
            return articles.without_text().with_reviews()
        if page == "pages_article_change" and request.method == "POST":
            # What the form compares with is what it will write over.
            return articles.select_for_update(of=("self",))
        return articles

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[tuple]:
        fields = [("section", "slug"), *TEXTS, "picture", pair("published_at")]
        told = []
        if obj and all(getattr(obj, f"digest_{code}") for code in languages.CODES):
            told.append("small_change")
            if any(states.is_behind(obj, code) for code in languages.CODES):
                told.append("up_to_date")
        return [(None, {"fields": [*fields, *told, "opened_version"]})]

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, **kwargs: Any
    ) -> type[ArticleForm]:
        form = super().get_form(request, obj, **kwargs)
        # A section is chosen here; it is edited, and deleted, elsewhere.
        form.base_fields["section"].widget = form.base_fields["section"].widget.widget
        return form

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        room = {"is_nav_sidebar_enabled": False}
        return super().changelist_view(request, room | (extra_context or {}))

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("title_en",)}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """Names the articles only: what belongs to them is kept with their last version."""
        _tree, _count, lacking, protected = super().get_deleted_objects(objs, request)
        names = [str(article) for article in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, lacking, protected

    def get_urls(self) -> list[URLPattern]:
        return [*article_urls.urls(self.admin_site), *super().get_urls()]

    def view_on_site(self, article: Article) -> str | None:
        if article.published_languages():
            return reverse("permanent", args=[article.pk])
        return None

    def history_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        return version_views.history(request, version_views.number(object_id))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """What was typed for an article that a colleague deleted is not lost."""
        page = typed_into_deleted(request, object_id) if request.method == "POST" else None
        return page or super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        context["show_save_and_add_another"] = False
        context["is_nav_sidebar_enabled"] = False  # two texts side by side need the room
        context["conflict"] = context["adminform"].form.conflict
        if article and self.has_change_permission(request, article):
            context["others"] = presence.note(article, request.user)
            context["standings"] = standing.standings(article, request.user)
            context["public_address"] = settings.SITE_URL
            context["preview_links"] = article.preview_links.open().select_related("made_by")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        self.put_last(obj, form, change)
        before = standing.approved(obj) if change else {}
        history.by(obj, request.user).save(
            small_change=form.cleaned_data["small_change"],
            up_to_date=form.cleaned_data["up_to_date"],
        )
        after = standing.approved(obj)
        for code, review in before.items():
            if code not in after:
                self.message_user(request, standing.voided(review), messages.WARNING)
        for sentence in standing.changes(form, obj):
            self.message_user(request, sentence, messages.WARNING)
        for code, removed in form.removed.items():
            self.message_user(request, standing.left_out(code, removed), messages.WARNING)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        history.keep_sources(form.instance)

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        super().delete_model(request, history.by(obj, request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        for article in queryset:  # one by one, so that each is somebody's last version
            self.delete_model(request, article)

    def response_add(self, request: HttpRequest, obj: Article, *args: Any) -> HttpResponse:
        return self._published(request, obj) or super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._published(request, obj) or super().response_change(request, obj)

    def _published(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """After a button that publishes: back to the form, with where to read the page."""
        language = request.POST.get(PUBLISH)
        if language not in languages.CODES:
            return None
        with override(language):
            address = article.get_absolute_url()
        self.message_user(
            request,
            format_html(
                gettext(
                    '{language} is public now: <a href="{address}">read it as families do</a>.'
                ),
                language=languages.SPOKEN[language],
                address=address,
            ),
            messages.SUCCESS,
        )
        return redirect("admin:pages_article_change", article.pk)
