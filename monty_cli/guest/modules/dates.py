"""The offer of the modules of dates and times. The guest's local zone is UTC, whatever the host's is."""

from __future__ import annotations

from monty_cli.guest.modules.offer import Offer

_CLOCK = "a clock of the host's hardware; time.time and time.monotonic ask the host"
_ZONES_OF_HOST = "where the host keeps its zones is not the guest's business"

OFFERS: dict[str, Offer] = {
    "calendar": Offer(
        made=True,
        omitted={
            **dict.fromkeys(
                ("LocaleHTMLCalendar", "LocaleTextCalendar", "different_locale"), "the locale is the host's"
            ),
            **dict.fromkeys(
                ("IntEnum", "datetime", "global_enum", "repeat", "sys", "warnings"),
                "a name that the module itself imports",
            ),
            "c": "setfirstweekday changes what it is for",
            "main": "a command of the host's shell",
        },
    ),
    "datetime": Offer(
        "MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo",
        omitted={"datetime_CAPI": "for extensions written in C"},
    ),
    "time": Offer(
        "struct_time",
        made=True,
        omitted={
            **dict.fromkeys(
                (
                    *(
                        "CLOCK_BOOTTIME",
                        "CLOCK_MONOTONIC",
                        "CLOCK_MONOTONIC_RAW",
                        "CLOCK_PROCESS_CPUTIME_ID",
                        "CLOCK_REALTIME",
                    ),
                    *("CLOCK_TAI", "CLOCK_THREAD_CPUTIME_ID", "clock_getres", "clock_gettime", "clock_gettime_ns"),
                    *("clock_settime", "clock_settime_ns", "get_clock_info", "pthread_getcpuclockid"),
                ),
                _CLOCK,
            ),
            "tzset": "the local zone is UTC",
        },
    ),
    "zoneinfo": Offer(
        "ZoneInfo ZoneInfoNotFoundError",
        source="monty_cli.guest.zones",
        made=True,
        omitted={
            "InvalidTZPathWarning": _ZONES_OF_HOST,
            "TZPATH": _ZONES_OF_HOST,
            "reset_tzpath": _ZONES_OF_HOST,
        },
    ),
}
