import os
import pty
import select
import shutil
import subprocess
import sys
import termios
import time

import pytest

from tests import tiny
from tests.test_cli import assert_refused, environment, matbang
from tests.trees import fingerprint
from trackers.cli import main
from trackers.store import open_store

PASSPHRASE = "một câu chỉ phường biết"  # noqa: S105 (of these tests only)
PATIENCE_S = 60


@pytest.fixture
def data(tmp_path):
    """A data folder with the tiny ward."""
    store = open_store(tmp_path / "data", durable=False)
    tiny.build(store)
    store.close()
    return tmp_path / "data"


def typed(data, words, *lines):
    """Run the program at a terminal and type lines; give what the terminal showed, and the end."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "trackers.cli", *words],
        cwd=data.parent,
        env=environment(data),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            for line in lines:
                prompt = b""
                while not prompt.rstrip().endswith(b":"):
                    prompt += heard(ours)
                wait_until_silent(ours)
                os.write(ours, line.encode() + b"\n")
                shown += prompt
            while more := heard(ours):
                shown += more
        except TimeoutError:
            process.kill()
            raise
        except OSError:
            pass  # the other end has gone
    os.close(ours)
    return shown.decode(), process.returncode


def heard(terminal):
    """What the terminal shows next."""
    ready, _, _ = select.select([terminal], [], [], PATIENCE_S)
    if not ready:
        raise TimeoutError("the program says nothing more")
    return os.read(terminal, 4096)


def wait_until_silent(terminal):
    """Wait until the terminal echoes no more: what is typed before that, the prompt throws away."""
    end = time.monotonic() + PATIENCE_S
    while termios.tcgetattr(terminal)[3] & termios.ECHO:
        if time.monotonic() > end:
            raise TimeoutError("the terminal still shows what is typed")
        time.sleep(0.01)


def test_a_ward_goes_into_a_file_and_comes_back_elsewhere(data):
    file, new = data.parent / "ward.zip", data.parent / "new"
    done = matbang(data, "backup", str(file), MATBANG_LANGUAGE="en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Phường Thử: last entry 5" in done.stdout
    assert str(data / "secret.key") in done.stdout.splitlines()[1]
    assert_refused(matbang(new, "restore", str(file)), "không thấy tệp", "is not there")
    key = {"MATBANG_LANGUAGE": "en", "MATBANG_KEY_FILE": str(data / "secret.key")}
    back = matbang(new, "restore", str(file), **key)
    assert (back.returncode, back.stderr) == (0, "")
    assert back.stdout.splitlines()[1:] == done.stdout.splitlines()[2:]
    verified = matbang(new, "verify", **key)
    assert verified.returncode == 0
    assert verified.stdout.startswith("TEST: the log holds")


def test_the_passphrase_comes_from_the_settings_or_the_first_line_of_a_file(data):
    file, new = data.parent / "ward.zip", data.parent / "new"
    done = matbang(data, "backup", str(file), MATBANG_BACKUP_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0
    assert PASSPHRASE not in done.stdout + done.stderr
    assert_refused(matbang(new, "restore", str(file)), "có mật khẩu", "has a passphrase")
    (data.parent / "words").write_text(f"{PASSPHRASE}\nnot this\n", encoding="utf-8")
    words = ("restore", str(file), "--passphrase-file", str(data.parent / "words"))
    assert matbang(new, *words).returncode == 0


def test_the_passphrase_is_asked_for_at_the_terminal_and_not_shown(data):
    file, new = data.parent / "ward.zip", data.parent / "new"
    shown, code = typed(data, ["backup", "--encrypt", str(file)], PASSPHRASE, PASSPHRASE)
    assert code == 0, shown
    assert PASSPHRASE not in shown
    shown, code = typed(new, ["restore", str(file)], PASSPHRASE)
    assert code == 0, shown
    assert PASSPHRASE not in shown


def test_a_passphrase_that_is_not_typed_alike_twice_seals_nothing(data):
    file = data.parent / "ward.zip"
    shown, code = typed(data, ["backup", "--encrypt", str(file)], PASSPHRASE, PASSPHRASE + "!")
    assert code == 2
    assert "Hai lần gõ mật khẩu không giống nhau." in shown
    assert not file.exists()


def test_without_a_terminal_nothing_is_asked(data):
    done = matbang(data, "backup", "--encrypt", str(data.parent / "ward.zip"))
    assert_refused(done, "--passphrase-file", "--passphrase-file")
    assert not (data.parent / "ward.zip").exists()


def test_no_option_takes_the_passphrase_itself():
    for name in ("backup", "restore"):
        options = {one for param in main.commands[name].params for one in param.opts}
        assert options <= {"file", "--encrypt", "--passphrase-file", "--as-of", "--ward"}


@pytest.mark.parametrize("length", [0, 10, 5000, -1])
def test_a_backup_that_was_cut_short_is_refused_in_a_sentence(data, length):
    file, new = data.parent / "ward.zip", data.parent / "new"
    matbang(data, "backup", str(file))
    file.write_bytes(file.read_bytes()[:length])
    before = fingerprint(data)
    done = matbang(new, "restore", str(file))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert not new.exists()
    assert fingerprint(data) == before


def test_a_folder_with_data_is_left_alone(data):
    file = data.parent / "ward.zip"
    matbang(data, "backup", str(file))
    before = fingerprint(data)
    assert_refused(matbang(data, "restore", str(file)), "đã có dữ liệu", "holds data already")
    assert fingerprint(data) == before


def test_an_empty_folder_gives_no_backup_and_no_demo(tmp_path):
    done = matbang(tmp_path / "data", "backup", "ward.zip")
    assert_refused(done, "chưa có phường", "holds no ward")
    assert not (tmp_path / "data").exists()


def test_a_log_that_somebody_touched_is_backed_up_and_said(data):
    store = open_store(data)
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE events SET actor = 'CB99' WHERE revision = 3")
    store.close()
    done = matbang(data, "backup", "ward.zip")
    assert done.returncode == 1
    assert "Sổ ghi không khớp: Phường Thử" in done.stderr
    assert (data.parent / "ward.zip").exists()


def test_a_ward_comes_back_as_it_was_on_a_day_or_after_an_entry(data):
    file = data.parent / "ward.zip"
    matbang(data, "backup", str(file))
    for number, (asked, last) in enumerate((("3", 3), ("10/03/2014", 2), ("2014-04-07", 5))):
        new = data.parent / f"new{number}"
        new.mkdir()
        shutil.copy(data / "secret.key", new)
        done = matbang(new, "restore", str(file), "--as-of", asked, MATBANG_LANGUAGE="en")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"last entry {last}" in done.stdout
    done = matbang(data.parent / "none", "restore", str(file), "--as-of", "soon")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
