"""What the server cannot start with is told in a sentence, without a trace."""

import socket
from secrets import token_urlsafe

import pytest

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
