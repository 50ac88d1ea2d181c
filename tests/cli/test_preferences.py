"""A person's own settings: what their file may say, what is refused of it, how it is kept."""

import os
import stat
from pathlib import Path

import pytest

from vipdesk.appearance import Appearance, Shows, terminal_shows
from vipdesk.config import settings_from
from vipdesk.domain.errors import BadInput
from vipdesk.keys import SAYS, USUAL, Keys, KeySet, why_not
from vipdesk.preferences import Preferences, read_preferences
from vipdesk.preferences_file import keep_preferences
from vipdesk.screens.bound import bound
from vipdesk.screens.desk import DeskScreen


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "vipdesk" / "config.toml"


def written(own: Path, text: str) -> Path:
    own.parent.mkdir(exist_ok=True)
    own.write_text(text, encoding="utf-8")
    return own


def test_without_a_file_all_is_as_it_comes(own: Path) -> None:
    assert read_preferences(own) == (Preferences(), ())


def test_a_file_says_all_of_it(own: Path) -> None:
    text = (
        'theme = "light"\nkey_set = "vi"\nzone = "Europe/Lisbon"\nlanguage = "en"\n'
        'notify = ["bell", "osc9"]\n[keys]\nanswer = "Z"\nresolve = "ctrl+x"\nreminders = "f5"\n'
    )
    found, wrong = read_preferences(written(own, text))
    assert wrong == ()
    assert (found.theme, found.key_set, found.zone) == (
        Appearance.LIGHT,
        KeySet.VI,
        "Europe/Lisbon",
    )
    assert found.notify == {"bell", "osc9"}
    chosen = {"answer": "Z", "resolve": "ctrl+x", "reminders": "f5"}
    assert found.keys.chosen == chosen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "pink"', 'line 1: theme can\'t be "pink": write one of dark, light'),
        ('\n\nkey_set = "emacs"', "line 3: key_set can't be"),
        ('zone = "Europe/Atlantis"', "line 1: zone can't be"),
        ("zone = 3", "line 1: zone can't be"),
        ('zone = "../../etc/passwd"', "line 1: zone can't be"),
        ('language = "xx"', "line 1: language can't be"),
        ('notify = ["pigeon"]', "line 1: notify can't be"),
        ('notify = "toast"', "line 1: notify can't be"),
        ("keys = 3", "line 1: keys is a table"),
        ('[keys]\nanswr = "Z"', "line 2: keys.answr: there is no such act: write one like answer"),
        ('[keys]\nanswer = "n"', "line 2: keys.answer: n is the key of “Write a note"),
        ('keys.answer = "j"', "line 1: keys.answer: j can't be a key here: it moves"),
        ('[keys]\n"answer" = "7"', "line 2: keys.answer: 7 can't be a key here: digits"),
        ('[keys]\nanswer = "escape"', "line 2: keys.answer: escape can't be"),
        ('[keys]\nanswer = ""', "line 2: keys.answer: nothing can't be"),
        ('[keys]\nanswer = "ctrl+c"', "line 2: keys.answer: ctrl+c can't be"),
        ("[keys]\nanswer = 3", "line 2: keys.answer: a key is text"),
        ('[keys]\nanswer = "Z"\nnote = "Z"', "line 3: keys.note: Z is the key of “Answer"),
        ("theme = ", "line 1"),
        ("\x00", "line 1"),
    ],
)
def test_what_cannot_be_right_is_said_with_its_line_and_the_rest_holds(
    own: Path, text: str, said: str
) -> None:
    found, wrong = read_preferences(written(own, text))
    assert len(wrong) == 1
    assert wrong[0].startswith(f"{own}: ")
    assert said in wrong[0]
    assert found.keys.chosen in ({}, {"answer": "Z"})


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = 1\n" * 20_000, b"[" * 5000])
def test_what_is_no_settings_file_is_said_in_one_line(own: Path, content: bytes) -> None:
    own.parent.mkdir()
    own.write_bytes(content)
    found, wrong = read_preferences(own)
    assert (found, len(wrong)) == (Preferences(), 1)


def test_a_pipe_is_not_waited_for(own: Path) -> None:
    own.parent.mkdir()
    os.mkfifo(own)
    found, wrong = read_preferences(own)
    assert (found, len(wrong)) == (Preferences(), 1)
    with pytest.raises(BadInput, match="no file"):
        keep_preferences(own, Preferences(), Preferences(zone="UTC"))


def test_two_acts_may_change_places(own: Path) -> None:
    found, wrong = read_preferences(written(own, '[keys]\nanswer = "n"\nnote = "a"\n'))
    assert (found.keys.chosen, wrong) == ({"answer": "n", "note": "a"}, ())


def test_acts_of_which_only_one_works_may_share_a_key(own: Path) -> None:
    found, wrong = read_preferences(written(own, '[keys]\nresolve = "R"\nreopen = "R"\n'))
    assert (len(found.keys.chosen), wrong) == (2, ())


def test_only_what_was_changed_is_written_and_all_else_stays(own: Path) -> None:
    text = (
        '# mine\ntheme = "dark" # at night\nshoe_size = 43\n\n'
        '# as on the old desk\n[keys]\nanswer = "Z" # big\nanswr = "B"\n\n[else]\nx = 1\n'
    )
    before, _ = read_preferences(written(own, text))
    after = Preferences(
        theme=Appearance.LIGHT,
        zone="Europe/Lisbon",
        notify=frozenset({"bell"}),
        keys=Keys({"answer": "Z", "resolve": "R"}),
    )
    keep_preferences(own, before, after)
    expected = (
        text.replace('"dark"', '"light"')
        .replace("43\n", '43\nzone = "Europe/Lisbon"\nnotify = ["bell"]\n')
        .replace('"B"\n', '"B"\nresolve = "R"\n')
    )
    assert own.read_text("utf-8") == expected
    assert read_preferences(own)[0] == after


def test_a_file_and_its_folder_are_made_where_there_is_none(own: Path) -> None:
    after = Preferences(theme=Appearance.NONE, keys=Keys({"reminders": "%"}))
    keep_preferences(own, Preferences(), after)
    assert read_preferences(own) == (after, ())
    keep_preferences(own, after, Preferences())
    assert read_preferences(own) == (Preferences(), ())


def test_the_mode_of_a_file_stays_and_a_link_stays_a_link(own: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("# shared\n", encoding="utf-8")
    real.chmod(0o640)
    own.parent.mkdir()
    own.symlink_to(real)
    keep_preferences(own, Preferences(), Preferences(zone="Europe/Rome"))
    assert own.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "# shared" in real.read_text("utf-8")


@pytest.mark.parametrize("text", ["theme = ", '[[keys]]\na = "b"\n'])
def test_a_file_that_cannot_be_read_is_left_alone(own: Path, text: str) -> None:
    written(own, text)
    after = Preferences(keys=Keys({"answer": "Z"}))
    with pytest.raises(BadInput, match=r"config\.toml: .*mend it"):
        keep_preferences(own, Preferences(), after)
    assert own.read_text("utf-8") == text


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="until you leave"):
        keep_preferences(tmp_path / "file" / "c.toml", Preferences(), Preferences(zone="UTC"))


@pytest.mark.parametrize("target", ["config.toml", "a" * 300], ids=["a loop", "a long name"])
def test_a_link_that_leads_nowhere_is_said(own: Path, target: str) -> None:
    written(own, "").unlink()
    own.symlink_to(target)
    assert read_preferences(own)[0] == Preferences()
    with pytest.raises(BadInput, match="your settings hold until you leave"):
        keep_preferences(own, Preferences(), Preferences(theme=Appearance.LIGHT))


def test_the_ends_of_lines_stay_as_they_are(own: Path) -> None:
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(b"theme = 'dark'\r\n[keys]\r\nreply = 'A'\r\n")
    before = Preferences(theme=Appearance.DARK)
    keep_preferences(own, before, before.with_theme(Appearance.LIGHT))
    assert own.read_bytes() == b"theme = \"light\"\r\n[keys]\r\nreply = 'A'\r\n"


@pytest.mark.parametrize("said", [f"theme = 0x{'f' * 5000}", f"notify = [0x{'f' * 5000}]"])
def test_a_number_too_long_to_be_written_out_is_said(own: Path, said: str) -> None:
    found, complaints = read_preferences(written(own, said))
    assert found == Preferences()
    assert "can't be a number of so many digits" in complaints[0]


def test_the_environment_comes_before_the_file(own: Path) -> None:
    written(own, 'theme = "light"\nnotify = ["osc9"]\nzone = "Europe/Rome"\n')
    told = {"VIPDESK_CONFIG": str(own), "VIPDESK_THEME": "high-contrast", "VIPDESK_NOTIFY": "none"}
    found = settings_from(told).preferences
    assert (found.theme, found.notify, found.zone) == (
        Appearance.HIGH_CONTRAST,
        frozenset(),
        "Europe/Rome",
    )
    assert settings_from(told | {"VIPDESK_THEME": "auto"}).preferences.theme is None


def test_an_unknown_theme_in_the_environment_is_refused() -> None:
    with pytest.raises(BadInput, match="no theme is called pink: write one of auto, dark, light"):
        settings_from({"VIPDESK_THEME": "pink"})


@pytest.mark.parametrize(
    ("environment", "usual", "fixed"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Appearance.DARK, False),
        ({"TERM": "xterm-256color"}, Appearance.DARK, False),
        ({"TERM": "xterm"}, Appearance.SIXTEEN, False),
        ({"TERM": "linux"}, Appearance.SIXTEEN, False),
        ({}, Appearance.SIXTEEN, False),
        ({"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/1"}, Appearance.SIXTEEN, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, Appearance.NONE, True),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, Appearance.DARK, False),
        ({"TERM": "vt100"}, Appearance.NONE, True),
        ({"TERM": "screen-mono", "COLORTERM": "truecolor"}, Appearance.NONE, True),
    ],
)
def test_the_theme_is_what_the_terminal_can(
    environment: dict[str, str], usual: Appearance, fixed: bool
) -> None:
    shows = terminal_shows(environment)
    assert shows.fitting(None) is usual
    assert shows.fitting(Appearance.LIGHT) is (usual if fixed else Appearance.LIGHT)
    assert bool(shows.only) is fixed


def test_a_chosen_theme_is_shown_by_a_terminal_of_which_nothing_is_known() -> None:
    assert Shows().fitting(Appearance.COLOUR_BLIND) is Appearance.COLOUR_BLIND


def test_every_act_has_a_key_of_its_own_kind() -> None:
    there = {
        binding.action
        for bindings in bound(DeskScreen, Keys()).key_to_bindings.values()
        for binding in bindings
    }
    assert [action for action in USUAL if action not in there] == []
    assert [action for action, key in USUAL.items() if why_not(key)] == []
    assert all(SAYS.values())
