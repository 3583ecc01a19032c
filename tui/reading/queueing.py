"""Starting and stopping a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.queue import Queue
from diptych.tui.reading.queue_plan import Plan, line_up

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diptych.store.library import Library
    from diptych.tui.reading.attention import Place
    from diptych.tui.reading.reader import Reader


def start_queue(reader: Reader, plan: Plan) -> str:
    """Be led through a plan, from where it was left; without that, from the cursor on. Says how far it is."""
    line = line_up(reader.library, reader.scheme, plan)
    at = left_at(reader.queue_left, plan) or left_in(reader.library, plan)
    if at is None and plan.order == "text":
        at = reader.here
    queue = Queue(reader, plan, line)
    said = queue.start(at)
    reader.queue = queue
    return said


def stop_queue(reader: Reader) -> str:
    """Stop being led; the next start goes on here."""
    queue = reader.queue
    assert queue is not None
    total, done, _ = queue.counts
    reader.keep_place()
    reader.queue = None
    return f"The queue rests at {done} of {total}; it goes on here."


def toggle_queue(reader: Reader) -> str:
    """On over the open story, or off."""
    if reader.queue is not None:
        return stop_queue(reader)
    return start_queue(reader, Plan(story=reader.story.id))


def left_at(left: Mapping[str, object], plan: Plan) -> Place | None:
    """The sentence where a queue of this plan was left, from what was kept of it."""
    at = left.get("at")
    if left.get("scope") != plan.scope or not isinstance(at, list) or len(at) != 3:
        return None
    return (int(at[0]), int(at[1]), int(at[2])) if all(isinstance(part, int) for part in at) else None


def left_in(library: Library, plan: Plan) -> Place | None:
    """The same from any story of the library, the one read last first."""
    for place in library.places.newest_first():
        left = place.options.get("queue")
        if isinstance(left, dict) and (at := left_at(left, plan)) is not None:
            return at
    return None
