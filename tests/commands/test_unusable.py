"""What the server cannot start with is told in a sentence, without a trace."""

import socket
from secrets import token_urlsafe

import pytest

from inspect_app.settings import SettingsError, read_settings
from tests.commands.running import flask, flask_process


@pytest.mark.outside
def test_an_unusable_setting_is_told_without_a_trace(tmp_path):
    done = flask_process("init", DATA_DIR=str(tmp_path), SECRET_KEY="short")
    assert done.returncode != 0
    assert "SECRET_KEY 太短" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.outside
def test_a_data_folder_that_takes_nothing_is_told_without_a_trace():
    done = flask_process("init", DATA_DIR="/proc", SECRET_KEY=token_urlsafe(32))
    assert done.returncode != 0
    assert done.stderr.startswith("视察通没有启动：数据目录 /proc 不能写入")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [["init"], ["demo"], ["admin", "renda", "--town", "甲镇"]])
def test_a_database_that_does_not_open_is_told_without_a_trace(tmp_path, command):
    (tmp_path / "inspect.db").mkdir()
    done = flask(*command, DATA_DIR=str(tmp_path))
    assert done.exit_code == 1
    assert "inspect.db 不能读写（unable to open database file）" in done.stderr


@pytest.mark.outside
def test_serve_on_a_port_that_is_taken_says_so_and_touches_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = flask_process("serve", "--demo", DATA_DIR=str(tmp_path), PORT=str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"端口 {port} 已经有程序在用" in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "inspect.db").exists()


@pytest.mark.outside
def test_serve_at_an_address_of_another_machine_says_so(tmp_path):
    done = flask_process("serve", DATA_DIR=str(tmp_path), HOST="192.0.2.1")
    assert done.returncode == 1
    assert "不能在 192.0.2.1 的端口 8000 上服务" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (b"", "太短或太简单"),
        (b"short\n", "太短或太简单"),
        (b"\xff\xfe" * 40, "读不出来（不是文字）"),
        (None, "读不出来（Is a directory）"),
    ],
    ids=["empty", "short", "no text", "folder"],
)
def test_a_key_that_cannot_be_used_is_told_by_its_file_with_what_to_do(tmp_path, key, told):
    file = tmp_path / "secret_key"
    file.mkdir() if key is None else file.write_bytes(key)
    with pytest.raises(SettingsError) as refused:
        read_settings({"DATA_DIR": str(tmp_path)})
    assert f"密钥文件 {file} " in str(refused.value) and told in str(refused.value)
    assert "请从备份里取回它" in str(refused.value)


def test_beside_data_no_new_key_is_made(begun):
    """All links, log-ins and second steps would be over, and nobody would know why."""
    (begun / "secret_key").rename(begun / "kept")
    with pytest.raises(SettingsError, match="里有数据，而密钥文件"):
        read_settings({"DATA_DIR": str(begun)})
    assert not (begun / "secret_key").exists()
    assert read_settings({"DATA_DIR": str(begun), "SECRET_KEY": token_urlsafe(48)})
