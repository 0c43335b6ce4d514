"""Finds the hours in which divers may work at a tidal site.

Divers work only while the current is slack. A window opens when the speed has fallen below SLACK_SPEED and closes
when it rises above it again; windows shorter than SHORTEST_WINDOW are not offered.
"""

from dataclasses import dataclass

SLACK_SPEED = 0.4  # metres per second; agreed with the diving contractor in 2024
SHORTEST_WINDOW = 35  # minutes, which is one dive with its safety stop
DAYLIGHT = (7, 19)  # local hours between which divers may be in the water


@dataclass(frozen=True)
class Window:
    """A stretch of slack water, in minutes since midnight."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        return self.end - self.start


def slack_windows(speeds: list[float], step: int = 5) -> list[Window]:
    """Returns the windows in one day of speeds, one every `step` minutes, in metres per second."""
    windows = []
    start = None
    for index, speed in enumerate(speeds + [float("inf")]):
        minute = index * step
        if abs(speed) < SLACK_SPEED and start is None:
            start = minute
        elif abs(speed) >= SLACK_SPEED and start is not None:
            if minute - start >= SHORTEST_WINDOW:
                windows.append(Window(start, minute))
            start = None
    return windows


def in_daylight(window: Window) -> bool:
    """Tells whether the whole window lies between the hours of DAYLIGHT."""
    first, last = DAYLIGHT
    return window.start >= first * 60 and window.end <= last * 60


def diving_plan(speeds: list[float]) -> list[Window]:
    """Returns at most two windows for a day, longest first: the crew dives no more than twice a day."""
    usable = [window for window in slack_windows(speeds) if in_daylight(window)]
    return sorted(usable, key=lambda window: window.minutes, reverse=True)[:2]
