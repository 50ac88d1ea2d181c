"""The table [door] of the settings file: read as it is meant, or refused with the mend."""

from pathlib import Path

import pytest

from vipdesk.domain.errors import BadInput
from vipdesk.door_key import fetch_door_key
from vipdesk.door_settings import DoorSettings, KeyPlace, read_door_settings

KEY = "k" * 40


def settings(folder: Path, text: str, mode: int = 0o600) -> DoorSettings:
    """What a settings file of this text says."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return read_door_settings(path)


def test_without_a_table_all_is_usual(tmp_path: Path) -> None:
    assert read_door_settings(tmp_path / "none.toml") == DoorSettings()
    assert settings(tmp_path, "") == DoorSettings()
    of_mail = settings(tmp_path, '[mail]\nchat = "https://chat.example.com"')
    assert of_mail == DoorSettings(general_chat="https://chat.example.com")


def test_all_of_it(tmp_path: Path) -> None:
    text = f"""
[mail]
chat = "https://old.example.com"
[door]
address = "https://Desk.Example.com/"
embedded_on = ["https://app.example.com", "https://app.example.com:8443"]
general_chat = "https://chat.example.com/x"
proxies = ["127.0.0.1", "10.0.0.0/8"]
most_upload = "5 MB"
key = "{KEY}"
"""
    assert settings(tmp_path, text) == DoorSettings(
        address="https://desk.example.com",
        embedded_on=("https://app.example.com", "https://app.example.com:8443"),
        general_chat="https://chat.example.com/x",
        proxies=("127.0.0.1/32", "10.0.0.0/8"),
        most_upload=5_000_000,
        key_place=KeyPlace.SETTINGS,
        key_value=KEY,
    )


@pytest.mark.parametrize(
    "said", ["http://localhost:8630", "http://127.0.0.1:8630", "http://[::1]:8630"]
)
def test_on_this_machine_it_may_go_without_tls(tmp_path: Path, said: str) -> None:
    assert settings(tmp_path, f'[door]\naddress = "{said}"').address == said


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("door = 1", r"\[door\] is a table"),
        ("[door]\nadress = 'https://a.example.com'", "has no key adress"),
        ("[door]\naddress = 'http://desk.example.com'", "address can't be"),
        ("[door]\naddress = 'https://desk.example.com/path'", "address can't be"),
        ("[door]\naddress = 'https://user@desk.example.com'", "address can't be"),
        ("[door]\naddress = 'https://desk.example.com:x'", "address can't be"),
        ("[door]\naddress = 7", "write it as text"),
        ("[door]\nembedded_on = 'https://app.example.com'", "list them"),
        ("[door]\nembedded_on = ['*']", "embedded_on can't be"),
        ("[door]\ngeneral_chat = 'javascript:alert(1)'", "general_chat can't be"),
        ("[door]\nproxies = ['everybody']", "proxies can't be"),
        ("[door]\nmost_upload = '10'", "most_upload can't be"),
        ("[door]\nmost_upload = '0 MB'", "most_upload can't be"),
        ("[door]\nmost_upload = '200 MB'", "most_upload can't be"),
        ("[door]\nkey_file = ''", "key_file is empty"),
        ("[door]\nkey_file = 'a'\nkey_variable = 'B'", "are given: the key is in one place"),
    ],
)
def test_what_can_not_be_right_is_refused(tmp_path: Path, said: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        settings(tmp_path, said)


def test_a_key_is_never_told_nor_read_where_others_may(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="may be read by others: chmod 600") as refused:
        settings(tmp_path, f'[door]\nkey = "{KEY}"', mode=0o644)
    assert KEY not in str(refused.value)
    assert KEY not in repr(settings(tmp_path, f'[door]\nkey = "{KEY}"'))
    with pytest.raises(BadInput) as refused:
        settings(tmp_path, f'[door]\nkey = ["{KEY}"]')
    assert KEY not in str(refused.value)


def test_the_key_is_found_in_each_place(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n", encoding="utf-8")
    file.chmod(0o600)
    for line in (f'key = "{KEY}"', f'key_file = "{file}"', 'key_variable = "DOOR"'):
        found = settings(tmp_path, f"[door]\n{line}")
        assert fetch_door_key(found, {"DOOR": KEY}) == KEY
    by_command = settings(tmp_path, f"[door]\nkey_command = \"cat '{file}'\"")
    assert fetch_door_key(by_command, {}) == KEY
    assert fetch_door_key(DoorSettings(), {}) is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('key = "short"', "the key has 5 signs: 32 are the least"),
        ('key_variable = "DOOR"', "door: the variable DOOR is not set"),
        ('key_file = "/nowhere/key"', "door: /nowhere/key is not there: write the key into it"),
        ('key_command = "false"', "door: the command for the key ended with 1"),
    ],
)
def test_a_key_that_is_none_is_told(tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        fetch_door_key(settings(tmp_path, f"[door]\n{line}"), {})
