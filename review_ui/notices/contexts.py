"""What the page of notices shows."""

from dataclasses import dataclass
from typing import ClassVar

from review_ui.rendering import Page
from storage.notices import NoticeRow


@dataclass(frozen=True, slots=True)
class NoticesPage(Page):
    """What one person was told: `notices`, the newest first; `unread` is how many they have not looked at."""

    template: ClassVar[str] = "notices/notices.html"
    notices: tuple[NoticeRow, ...]
    unread: int
