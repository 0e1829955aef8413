"""The state machine of a followed file: each thing that can happen to it, with and without inode numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.watch.follow import Appended, Begun, Follower, Gone, Happening, Look


class Disk:
    """A path and what is there: bytes under an inode number, or nothing."""

    def __init__(self, *, numbers: bool) -> None:
        self.numbers = numbers
        self.data: bytes | None = None
        self.inode = 0

    def create(self, data: bytes = b"") -> None:
        self.data = data
        self.inode += 1

    def append(self, data: bytes) -> None:
        assert self.data is not None
        self.data += data

    def look(self) -> Look | None:
        if self.data is None:
            return None
        return Look(len(self.data), (1, self.inode) if self.numbers else None)

    def read(self, offset: int, most: int) -> bytes:
        return (self.data or b"")[offset : offset + most]


@pytest.fixture(params=[True, False], ids=["with inodes", "without inodes"])
def disk(request: pytest.FixtureRequest) -> Disk:
    return Disk(numbers=request.param)


def seen(follower: Follower, disk: Disk) -> list[Happening]:
    """What happened, neighbouring bytes joined."""
    joined: list[Happening] = []
    for one in follower.look(disk.look(), disk.read):
        if isinstance(one, Appended) and joined and isinstance(joined[-1], Appended):
            one = Appended(joined.pop().data + one.data)  # type: ignore[union-attr]
        joined.append(one)
    return joined


def test_nothing_happens_while_there_is_no_file(disk: Disk) -> None:
    assert seen(Follower(), disk) == []


def test_a_file_that_appears_is_read_from_its_first_byte_and_each_byte_once(disk: Disk) -> None:
    follower = Follower()
    disk.create(b"one\n")
    assert seen(follower, disk) == [Begun("appeared"), Appended(b"one\n")]
    assert seen(follower, disk) == []
    disk.append(b"two\n")
    assert seen(follower, disk) == [Appended(b"two\n")]


def test_a_file_taken_up_at_an_offset_gives_only_what_comes_behind_it(disk: Disk) -> None:
    follower = Follower()
    disk.create(b"one\n")
    now = disk.look()
    assert now is not None
    follower.start(now, 4, b"one\n")
    assert seen(follower, disk) == []
    disk.append(b"two\n")
    assert seen(follower, disk) == [Appended(b"two\n")]


def test_a_truncated_file_is_read_again_from_its_first_byte(disk: Disk) -> None:
    follower = Follower()
    disk.create(b"one\ntwo\n")
    seen(follower, disk)
    disk.data = b""
    assert seen(follower, disk) == [Begun("rewritten")]
    disk.append(b"three\n")
    assert seen(follower, disk) == [Appended(b"three\n")]


@pytest.mark.parametrize(
    "after", [b"longer than before\n", b"four\nfiv", b"x"], ids=["longer", "as long", "short"]
)
def test_a_file_truncated_and_written_again_between_two_looks_is_noticed(disk: Disk, after: bytes) -> None:
    follower = Follower()
    disk.create(b"one\ntwo\n")
    seen(follower, disk)
    disk.data = after
    assert seen(follower, disk) == [Begun("rewritten"), Appended(after)]


def test_a_file_replaced_by_another_one_is_read_from_its_first_byte(disk: Disk) -> None:
    follower = Follower()
    disk.create(b"one\ntwo\n")
    seen(follower, disk)
    disk.create(b"a new file\n")
    begun, appended = seen(follower, disk)
    assert isinstance(begun, Begun)
    assert begun.why == ("replaced" if disk.numbers else "rewritten")
    assert appended == Appended(b"a new file\n")


def test_a_new_file_with_the_same_beginning_is_told_by_its_number() -> None:
    disk = Disk(numbers=True)
    follower = Follower()
    disk.create(b"header\n")
    seen(follower, disk)
    disk.create(b"header\nand more\n")
    assert seen(follower, disk) == [Begun("replaced"), Appended(b"header\nand more\n")]


def test_a_deleted_file_is_missed_once_and_read_from_its_start_when_another_comes(disk: Disk) -> None:
    follower = Follower()
    disk.create(b"one\n")
    seen(follower, disk)
    disk.data = None
    assert seen(follower, disk) == [Gone()]
    assert seen(follower, disk) == []
    disk.create(b"two\n")
    assert seen(follower, disk) == [Begun("replaced"), Appended(b"two\n")]


def test_a_file_made_anew_under_the_number_and_with_the_words_of_a_deleted_one_is_a_new_one(
    disk: Disk,
) -> None:
    follower = Follower()
    disk.create(b"one\n")
    seen(follower, disk)
    kept, disk.data = disk.data, None
    assert seen(follower, disk) == [Gone()]
    disk.data = kept
    disk.append(b"two\n")
    assert seen(follower, disk) == [Begun("replaced"), Appended(b"one\ntwo\n")]


def test_the_rest_of_a_renamed_file_is_read_before_the_new_one() -> None:
    disk = Disk(numbers=True)
    follower = Follower()
    disk.create(b"one\n")
    seen(follower, disk)
    disk.append(b"two\n")
    renamed = disk.data or b""
    disk.create(b"three\n")
    assert follower.has_left(disk.look())
    rest = list(follower.rest(len(renamed), lambda offset, most: renamed[offset : offset + most]))
    assert rest == [Appended(b"two\n")]
    assert seen(follower, disk) == [Begun("replaced"), Appended(b"three\n")]
    assert not follower.has_left(disk.look())


def test_a_file_found_under_another_name_that_is_not_the_same_gives_no_rest() -> None:
    disk = Disk(numbers=True)
    follower = Follower()
    disk.create(b"one\n")
    seen(follower, disk)
    other = b"something else\n"
    assert list(follower.rest(len(other), lambda offset, most: other[offset : offset + most])) == []


def test_a_look_ends_although_the_file_grows_while_it_is_read() -> None:
    """A writer that is faster than the reader must not keep one look going for ever."""
    disk = Disk(numbers=True)
    disk.create(b"x" * 10)

    def read(offset: int, most: int) -> bytes:
        data = disk.read(offset, most)
        disk.append(b"y" * 10)
        return data

    happenings: Iterator[Happening] = Follower().look(disk.look(), read)
    assert len(list(happenings)) == 2


@settings(max_examples=200, deadline=None)
@given(
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("append"), st.binary(min_size=1, max_size=40)),
            st.tuples(st.just("create"), st.binary(max_size=40)),
            st.tuples(st.just("delete"), st.just(b"")),
            st.tuples(st.just("look"), st.just(b"")),
        ),
        max_size=30,
    )
)
def test_between_two_beginnings_the_bytes_are_those_of_one_file(steps: list[tuple[str, bytes]]) -> None:
    """With inode numbers nothing is given twice, lost before the last look, or mixed between two files."""
    disk = Disk(numbers=True)
    follower = Follower()
    given: dict[int, bytes] = {}
    at_look: dict[int, bytes] = {}
    for step, data in [*steps, ("look", b"")]:
        if step == "create" or (step == "append" and disk.data is None):
            disk.create(data)
        elif step == "append":
            disk.append(data)
        elif step == "delete":
            disk.data = None
        else:
            for one in follower.look(disk.look(), disk.read):
                if isinstance(one, Begun):
                    assert disk.inode not in given
                    given[disk.inode] = b""
                elif isinstance(one, Appended):
                    given[disk.inode] += one.data
            if disk.data is not None:
                at_look[disk.inode] = disk.data
    assert given == at_look
