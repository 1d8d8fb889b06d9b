"""What the window looks after by itself while nobody needs it: the file's log, backups, the lock, quiet reminders."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QCursor

from shopdesk.base import machine, paths
from shopdesk.base.errors import NotFound, ShopError
from shopdesk.base.i18n import _

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

log = logging.getLogger("shopdesk.care")
LOOK_EVERY_MS = 1_000
QUIET = 2.0
FULL_LOG = 16 * 1024 * 1024
# A backup reads the whole file: it waits until the counter was left alone for a minute.
QUIET_FOR_BACKUP = 60.0
TRY_AGAIN = 3_600.0
SHORTEST_LOCK = 60.0


class Care(QObject):
    """One per window; looks around once a second, and does nothing while the shop's file is not open."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._cursor, self._touched = QPoint(), window.monotonic()
        self._log_seen, self._log_moved = (0, 0), (0, 0)
        self._log_changed = window.monotonic()
        self._moving = self._copying = False
        self._next_backup = window.monotonic()
        window.sounds.on = bool(machine.read(window.data_dir).get("sounds", True))
        window.bus.data_ready.connect(self.remind)
        window.bus.sale_done.connect(self._sold)
        window.bus.day_changed.connect(self._day_changed)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def touched(self) -> None:
        """Somebody did something at the window."""
        self._touched = self._window.monotonic()

    def look(self) -> None:
        """One look around."""
        self._feel()
        if self._window.office is None:
            return
        now = self._window.monotonic()
        self._care_for_log(now)
        idle = now - self._touched
        if idle >= QUIET_FOR_BACKUP and now >= self._next_backup:
            self._next_backup = now + QUIET_FOR_BACKUP
            self._back_up_if_due()
        self._lock_if_left(idle)

    def _feel(self) -> None:
        """Keys and touches are seen by the window's watch; a mouse by where it is."""
        self._touched = max(self._touched, self._window.watch.touched)
        if QCursor.pos() != self._cursor:
            self._cursor = QCursor.pos()
            self.touched()

    def _sold(self, _sale: int) -> None:
        self.touched()

    # The log of the file

    def _care_for_log(self, now: float) -> None:
        """After two quiet seconds, or when it outgrew itself; the file keeps its size when it begins anew."""
        seen = self._log()
        if seen != self._log_seen:
            self._log_seen, self._log_changed = seen, now
        quiet = now - self._log_changed >= QUIET
        if seen != self._log_moved and not self._moving and (quiet or seen[0] > max(FULL_LOG, self._log_moved[0])):
            self._move_log(quiet)

    def _log(self) -> tuple[int, int]:
        """Size and last change of the write-ahead log."""
        file = paths.shop_file(self._window.data_dir)
        try:
            found = file.with_name(f"{file.name}-wal").stat()
        except OSError:
            return (0, 0)
        return (found.st_size, found.st_mtime_ns)

    def _move_log(self, quiet: bool) -> None:
        office = self._window.office
        assert office is not None
        self._moving, self._log_moved = True, self._log_seen
        self._window.jobs.run(lambda _job: _tidied(office, quiet), self._log_is_moved, self._log_stays)

    def _log_is_moved(self, _nothing: None) -> None:
        self._moving = False

    def _log_stays(self, error: Exception) -> None:
        self._moving = False
        self._accept(error, "the log was not moved")

    def _accept(self, error: Exception, what: str) -> None:
        if not isinstance(error, ShopError | OSError):
            raise error
        log.warning("%s: %s", what, error)

    # Backups

    def _back_up_if_due(self) -> None:
        from shopdesk.shop import backups

        office = self._window.office
        assert office is not None
        with office.reading(self._window.actor) as desk:
            due = bool(desk.actor.rights) and backups.standing(desk).due
        if due:
            self.back_up()

    def _day_changed(self) -> None:
        """At the close of the day the shop is copied at once."""
        from shopdesk.shop import day

        self.touched()
        if self._window.office is None:
            return
        with self._window.office.reading(self._window.actor) as desk:
            closed = day.current(desk) is None
        if closed:
            self.back_up()

    def back_up(self) -> None:
        """Copy the shop in the background; beside the shop where the second place is not there."""
        from shopdesk.shop import backups

        office, actor = self._window.office, self._window.actor
        if office is None or self._copying:
            return

        def copied(_job: "Job[None]") -> None:
            try:
                backups.make(office, actor)
            except (NotFound, OSError):
                backups.make_beside(office, actor)

        self._copying = True
        self._window.jobs.run(copied, self._copied, self._not_copied)

    def _copied(self, _nothing: None) -> None:
        self._copying = False
        self.remind()

    def _not_copied(self, error: Exception) -> None:
        self._copying = False
        self._next_backup = self._window.monotonic() + TRY_AGAIN
        self._accept(error, "no backup was made")

    # The lock

    def _lock_if_left(self, idle: float) -> None:
        if idle < SHORTEST_LOCK or self._window.actor is None:
            return
        from shopdesk.shop import settings
        from shopdesk.ui.pages.people import lock

        assert self._window.office is not None
        with self._window.office.reading(self._window.actor) as desk:
            minutes = settings.get(desk, "lock.minutes")
        if idle >= minutes * 60:
            self.touched()
            lock.left_alone(self._window)

    # Reminders

    def remind(self) -> None:
        """One quiet strip on the till, where nothing else is said there."""
        page = self._window.page_of("till")
        if self._window.office is None or page is None or page.strip.said():
            return
        for due, words, why, place in self._reminders():
            if due and self._window.has("settings"):
                page.strip.say(words, why, tone="accent", button=_("Look"), on=lambda place=place: self._open(place))  # type: ignore[misc]
                return

    def _reminders(self) -> list[tuple[bool, str, str, str]]:
        from shopdesk.shop import backups, rules, settings

        assert self._window.office is not None
        with self._window.office.reading(self._window.actor) as desk:
            if not desk.actor.rights or not settings.get(desk, "shop.started"):
                return []
            copy = backups.standing(desk).remind
            rate = settings.get(desk, "vat.registered") and rules.vat_needs_check(desk)
        no_copy = _("No backup in a second place for 3 days.")
        return [
            (copy, no_copy, _("Plug in the USB stick, or choose a place."), "backup"),
            (rate, _("Is the VAT rate still right?"), _("Its source has run out; the last rate holds."), "tax"),
        ]

    def _open(self, section: str) -> None:
        page = self._window.go("settings")
        page.open_at(section)  # type: ignore[attr-defined]  # the settings page has it


def _tidied(office: "Office", quiet: bool) -> None:
    """The log moved; where nobody writes, what a killed import or an erasure left is ended first."""
    if quiet:
        from shopdesk.shop import erasing, importing

        importing.tidy(office)
        erasing.tidy(office)
    office.checkpoint()


def install(window: "Window") -> Care:
    """Let the window be looked after."""
    return Care(window)
