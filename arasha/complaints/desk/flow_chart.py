"""The week's flow as a line chart: an SVG drawn here, with labels at the lines and a link at each point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from arasha.complaints.queries.desk_overview import Week

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 34, 96, 14, 26


@dataclass(frozen=True)
class Point:
    """One week on one line."""

    x: float
    y: float
    value: int
    week: str


@dataclass(frozen=True)
class Line:
    """One line with its label at its end."""

    name: str
    points: list[Point]
    label_y: float

    @property
    def path(self) -> str:
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def chart(weeks: list[Week]) -> dict[str, Any]:
    """The geometry for `flow_chart.html`: two lines on one scale from zero, gridlines at round numbers."""
    top = _round_up(max([week.received for week in weeks] + [week.closed for week in weeks] + [1]))
    lines = [_line(name, [getattr(week, name) for week in weeks], weeks, top) for name in ("received", "closed")]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "lines": _apart(lines),
        "grid": [{"y": _y(value, top), "value": value} for value in sorted({0, top // 2, top})],
        "ticks": [{"x": _x(index, len(weeks)), "day": weeks[index].monday} for index in _ticks(len(weeks))],
        "plot_right": WIDTH - RIGHT,
        "plot_left": LEFT,
        "label_x": WIDTH - RIGHT + 10,
        "tick_y": HEIGHT - 8,
    }


def _line(name: str, values: list[int], weeks: list[Week], top: int) -> Line:
    points = [Point(_x(index, len(values)), _y(value, top), value, weeks[index].week) for index, value in enumerate(values)]
    return Line(name, points, points[-1].y)


def _apart(lines: list[Line]) -> list[Line]:
    """Labels that would lie on one another are moved apart."""
    first, second = lines
    if abs(first.label_y - second.label_y) >= 16:
        return lines
    middle, order = (first.label_y + second.label_y) / 2, first.label_y <= second.label_y
    low, high = middle - 8, middle + 8
    return [Line(first.name, first.points, low if order else high), Line(second.name, second.points, high if order else low)]


def _x(index: int, count: int) -> float:
    return LEFT + index * (WIDTH - LEFT - RIGHT) / max(count - 1, 1)


def _y(value: int, top: int) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _ticks(count: int) -> list[int]:
    return [index for index in range(count) if (count - 1 - index) % 3 == 0]


def _round_up(value: int) -> int:
    """The next even number of the form 2, 4, 10, 20, 40, 100 … that is not below `value`."""
    step = 1
    while True:
        for factor in (2, 4, 10):
            if factor * step >= value:
                return factor * step
        step *= 10
