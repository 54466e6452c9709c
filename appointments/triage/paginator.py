"""Pages of long lists."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST = 1000  # nobody turns more pages; counting everything takes a look at everything


def count(rows: QuerySet) -> int:
    """How many, up to MOST; without working out what a list shows of each."""
    return rows.order_by().values("pk")[:MOST].count()


class BoundedPaginator(Paginator):
    """Counts to MOST; what is older is found by search and filters."""

    @cached_property
    def count(self) -> int:
        return count(self.object_list)
