"""Writes anew what families find articles by: after a change of folding, or rows put in by hand."""

from django.core.management.base import BaseCommand
from django.db import transaction

from pages.models import Article, SearchEntry
from pages.search import entries


class Command(BaseCommand):
    help = "Writes anew what families find articles by."

    @transaction.atomic
    def handle(self, **options) -> None:
        SearchEntry.objects.all().delete()
        articles = Article.objects.all()
        for article in articles:
            entries.write(article)
        self.stdout.write(f"Articles indexed: {len(articles)}")
